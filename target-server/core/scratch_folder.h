// A folder of this process alone, gone when the process ends well: the database and a small file for /file.
#pragma once

#include <string>

namespace leaktide::target {

class ScratchFolder {
public:
    ScratchFolder();  // throws std::runtime_error when the system has no room for it
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string databasePath() const { return m_path + "/lab.db"; }
    [[nodiscard]] std::string notePath() const { return m_path + "/note.txt"; }

private:
    std::string m_path;
};

}  // namespace leaktide::target
