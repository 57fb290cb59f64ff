#include "target-server/core/scratch_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace leaktide::target {

ScratchFolder::ScratchFolder() {
    std::error_code error;
    m_path = (std::filesystem::temp_directory_path(error) / "leaktide-target-XXXXXX").string();
    if (error || ::mkdtemp(m_path.data()) == nullptr) {
        throw std::runtime_error("cannot make a temporary folder " + m_path + ": " + std::strerror(errno));
    }
    std::ofstream(notePath()) << "a file that is opened, read and closed\n";
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

}  // namespace leaktide::target
