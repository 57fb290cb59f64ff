// Writes a run into its file while it goes (engine/store/run_file_format.h). One transaction a second in WAL
// mode: after a crash or kill -9 the file opens and holds all but the last second. close() leaves one single
// file. An existing file is never touched.
//
// Not thread-safe: one thread at a time. After a failure the writer stays silent: each later call returns the
// first error again, and what was committed before is kept.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/store/run_record.h"

namespace leaktide {

class RunFileWriter {
public:
    // Io names the path when it exists already or cannot be made. The file is 0600.
    static Result<std::unique_ptr<RunFileWriter>> create(const std::string& path);
    ~RunFileWriter();  // without close(): the file is left as after a crash
    RunFileWriter(const RunFileWriter&) = delete;
    RunFileWriter& operator=(const RunFileWriter&) = delete;

    // Adds what is new since the last call. `record` is the same run, grown.
    Status update(const RunRecord& record);
    // The last update, marked complete; then the file is closed into one.
    Status close(const RunRecord& record);

private:
    struct Parts;
    explicit RunFileWriter(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace leaktide
