#include "engine/report/profile_files.h"

#include <algorithm>

#include "engine/profile/gunzip.h"
#include "engine/report/file_writer.h"

namespace leaktide {

namespace {

constexpr std::size_t LongestPart = 60;

std::string safePart(const std::string& text) {
    std::string part = text.substr(0, LongestPart);
    std::replace_if(
        part.begin(), part.end(),
        [](char c) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            return !letter && c != '_' && c != '-';
        },
        '_');
    return part.empty() ? "unnamed" : part;
}

}  // namespace

std::string profileFileName(const RecordedProfile& profile) {
    return safePart(profile.kind) + "." + safePart(profile.mark) +
           (isGzip(*profile.bytes) ? ".pb.gz" : ".pb");
}

Status writeProfileFolder(const RunRecord& record, const std::string& folder) {
    if (Status made = makeFolder(folder); !made) {
        return made;
    }
    Status first;
    for (const RecordedProfile& profile : record.profiles) {
        Status saved = saveFile(folder + "/" + profileFileName(profile), *profile.bytes);
        if (!saved && first.ok()) {
            first = std::move(saved);
        }
    }
    return first;
}

}  // namespace leaktide
