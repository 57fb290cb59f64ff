// Saves whole files: all of the new content or the old file as it was, never half of one. Errors (Io) name
// the file and the system's reason. Made 0600; an existing file keeps its mode. Symbolic links are followed.
// Something that is no regular file (/dev/stdout, a pipe) is written directly.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace leaktide {

// Writes a temporary file in the same folder, syncs it, renames it, syncs the folder.
Status saveFile(const std::string& path, std::string_view content);

// Makes the folder and the ones above it (0700). Ok when it is there already.
Status makeFolder(const std::string& path);

// Could `path` be saved now? Tries by making (and removing) a temporary file where saveFile would; to be
// asked before a long run.
Status checkWritable(const std::string& path);

}  // namespace leaktide
