// What `leaktide-cli run` was asked to do. Pure but for the files a flag names (--data-file, --config).
#pragma once

#include <string>
#include <vector>

#include "app/cli/option_table.h"
#include "app/cli/run_outputs.h"
#include "engine/plan/plan.h"
#include "engine/run/run_session.h"

namespace leaktide::app {

enum class Wanted { Run, Help };
enum class Chatter { Full, Quiet };
enum class Orders { IfTerminal, FromInput };  // standard input is read
enum class ColourWish { IfTerminal, Never };

struct RunOptions {
    Wanted wanted = Wanted::Run;
    Plan plan;                         // without a URL in requests[0]: the bundled target is meant
    std::vector<std::string> paths;    // of the bundled target; none: /json
    std::vector<std::string> faults;   // of the bundled target
    std::vector<std::string> allowed;  // hosts named by --i-am-allowed
    std::vector<std::string> notes;    // what was taken, but means less than was written
    OutputPlaces outputs;
    ProfileUse profiles = ProfileUse::Marks;
    Chatter chatter = Chatter::Full;
    Orders orders = Orders::IfTerminal;
    ColourWish colours = ColourWish::IfTerminal;
};

// InvalidInput with one sentence that names the flag.
Result<RunOptions> parseRunOptions(const Arguments& arguments);
std::string runHelp();

// The rules that only hold once the target's URL is known; each mistake names its flag.
Status checkRunPlan(const RunOptions& options);

}  // namespace leaktide::app
