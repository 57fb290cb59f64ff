// Fetches the profiles of a target (Go's net/http/pprof, the bundled server's alike) as they are: the files
// can be opened by `go tool pprof`. Blocking; a heap profile makes the target collect garbage first, so this
// is for marks, not for every reading.
// Threading: fetch() on one thread, cancel() on any.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/units.h"
#include "engine/plan/plan.h"
#include "engine/probe/http_getter.h"

namespace leaktide {

struct FetchedProfile {
    std::string kind;   // as the target names it: "heap", "goroutine", "tasks", "goroutineleak"
    std::string bytes;  // gzip or plain perftools.profiles.Profile
};

// Collecting shows what is really kept, and costs a target under load a pause of its own making.
enum class BeforeHeap { Collect, LeaveAsIs };

// All profiles of one moment.
struct ProfileMark {
    std::string label;  // "baseline", "after_cycle_1"
    SteadyTime at;
    std::vector<FetchedProfile> profiles;
    std::string failure;  // why some are missing; empty when none are
};

class ProfileFetcher {
public:
    // Looks for an index of profiles where the probe reads, then where the load goes. Null: there is none
    // (`whyNot` says so).
    static std::unique_ptr<ProfileFetcher> find(const Plan& plan, std::string& whyNot);

    [[nodiscard]] const std::vector<std::string>& kinds() const { return m_kinds; }
    [[nodiscard]] std::string describe() const;  // "heap, goroutine at http://…/debug/pprof/"
    ProfileMark fetch(std::string label, BeforeHeap beforeHeap);
    void cancel();

private:
    static std::unique_ptr<ProfileFetcher> lookAt(const std::string& origin, HttpGetterSettings settings,
                                                  std::string& whyNot);
    ProfileFetcher(std::unique_ptr<HttpGetter> getter, std::string index, std::vector<std::string> kinds);

    std::unique_ptr<HttpGetter> m_getter;
    std::string m_index;  // URL that ends with a slash
    std::vector<std::string> m_kinds;
};

// The profiles that an index page lists, of those that show what is kept: heap and tasks.
std::vector<std::string> listedProfiles(std::string_view indexPage);

}  // namespace leaktide
