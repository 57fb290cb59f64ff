#include "app/cli/run_recorder.h"

namespace leaktide::app {

Result<std::unique_ptr<RunRecorder>> RunRecorder::create(const std::string& path) {
    auto writer = RunFileWriter::create(path);
    if (!writer) {
        return writer.error();
    }
    return std::unique_ptr<RunRecorder>(new RunRecorder(std::move(writer).value()));
}

void RunRecorder::add(const RunSnapshot& snapshot) {
    const bool newSecond = snapshot.record.beats.size() > m_beats || snapshot.elapsedS >= m_nextS;
    if (snapshot.ended || !newSecond) {
        return;
    }
    m_beats = snapshot.record.beats.size();
    m_nextS = snapshot.elapsedS + 1;
    // A failure is kept by the writer and comes back from close().
    static_cast<void>(m_writer->update(snapshot.record));
}

}  // namespace leaktide::app
