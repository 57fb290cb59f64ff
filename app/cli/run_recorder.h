// Records a live run into its file, once a second. add() is called on the session's thread; close() after the
// session has ended. A run goes on when its file cannot be written; close() then says what went wrong.
#pragma once

#include <memory>
#include <string>

#include "engine/run/run_snapshot.h"
#include "engine/store/run_file_writer.h"

namespace leaktide::app {

class RunRecorder {
public:
    static Result<std::unique_ptr<RunRecorder>> create(const std::string& path);

    void add(const RunSnapshot& snapshot);
    Status close(const RunRecord& record) { return m_writer->close(record); }

private:
    explicit RunRecorder(std::unique_ptr<RunFileWriter> writer) : m_writer(std::move(writer)) {}

    std::unique_ptr<RunFileWriter> m_writer;
    std::size_t m_beats = 0;
    double m_nextS = 0;
};

}  // namespace leaktide::app
