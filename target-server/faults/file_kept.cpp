#include <fcntl.h>
#include <unistd.h>

#include <mutex>
#include <vector>

#include "target-server/faults/catalog.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// A file is opened and never closed.
class FileKept final : public Fault {
public:
    explicit FileKept(std::string path)
        : Fault({.name = "file-kept",
                 .explains = "one request in N opens a file and never closes it; raises descriptors by 1/N "
                             "per request"}),
          m_path(std::move(path)) {}
    ~FileKept() override {
        for (const int file : m_files) {
            ::close(file);
        }
    }

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        const int file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) {
            return;
        }
        hold(1, 0);
        const std::lock_guard lock(m_mutex);
        m_files.push_back(file);
    }

private:
    std::string m_path;
    std::mutex m_mutex;  // guards m_files
    std::vector<int> m_files;
};

}  // namespace

std::unique_ptr<Fault> makeFileKept(Lab& lab) {
    return std::make_unique<FileKept>(lab.scratch.notePath());
}

}  // namespace leaktide::target
