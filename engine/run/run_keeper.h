// Keeps a run on disk as it goes: once a second, so that a crash of ours loses no more than that. Belongs to
// the session's thread.
#pragma once

#include <memory>
#include <string>

#include "engine/store/run_file_writer.h"

namespace leaktide {

class RunKeeper {
public:
    explicit RunKeeper(std::unique_ptr<RunFileWriter> file) : m_file(std::move(file)) {}  // may be null

    enum class Moment { Under, AtTheEnd };
    // True: it went wrong for the first time, and trouble() says how.
    bool save(const RunRecord& record, double nowS, Moment moment) {
        if (moment == Moment::Under && nowS < m_nextS) {
            return false;
        }
        m_nextS = nowS + 1;
        if (!m_file) {
            return false;
        }
        const Status saved = moment == Moment::AtTheEnd ? m_file->close(record) : m_file->update(record);
        const bool news = !saved && m_trouble.empty();
        m_trouble = news ? saved.error().message : m_trouble;
        return news;
    }
    [[nodiscard]] const std::string& trouble() const { return m_trouble; }

private:
    std::unique_ptr<RunFileWriter> m_file;
    double m_nextS = 1;
    std::string m_trouble;
};

}  // namespace leaktide
