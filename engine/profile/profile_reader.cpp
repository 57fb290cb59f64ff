#include "engine/profile/profile_reader.h"

#include <profile.pb.h>

#include <fstream>
#include <limits>
#include <unordered_map>

#include "engine/base/text.h"
#include "engine/profile/frame_pruning.h"
#include "engine/profile/function_name.h"
#include "engine/profile/gunzip.h"
#include "engine/profile/part_counter.h"

namespace leaktide {

namespace {

namespace pb = perftools::profiles;

constexpr std::size_t MostPacked = std::size_t{64} << 20U;
constexpr std::size_t MostUnpacked = std::size_t{128} << 20U;
constexpr std::size_t LongestName = 65536;     // of a function; the rest is cut off
constexpr std::size_t MostFrames = 8'000'000;  // of all stacks, spelled out

Error damaged(const std::string& what) {
    return {ErrorKind::InvalidInput, "the profile is damaged: " + what};
}

class Names {
public:
    explicit Names(std::vector<std::string>& list) : m_list(list) {}
    std::uint32_t indexOf(const std::string& name) {
        const auto [found, added] = m_indices.try_emplace(name, static_cast<std::uint32_t>(m_list.size()));
        if (added) {
            m_list.push_back(name);
        }
        return found->second;
    }

private:
    std::vector<std::string>& m_list;
    std::unordered_map<std::string, std::uint32_t> m_indices;
};

std::string baseName(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

class Converter {
public:
    explicit Converter(const pb::Profile& from) : m_from(from) {}

    Result<StackProfile> run() {
        if (m_from.string_table_size() == 0 || !m_from.string_table(0).empty()) {
            return damaged("its table of texts does not begin with an empty one");
        }
        if (m_from.sample_type_size() == 0) {
            return damaged("it says of no number what it measures");
        }
        readTypes();
        readFunctions();
        readLocations();
        readSamples();
        if (m_wrong) {
            return *m_wrong;
        }
        return std::move(m_to);
    }

private:
    // Keeps the first mistake; reading goes on to its bounded end.
    void complain(const std::string& what) {
        if (!m_wrong) {
            m_wrong = damaged(what);
        }
    }
    const std::string& text(std::int64_t index) {
        if (index < 0 || index >= m_from.string_table_size()) {
            complain("it uses text " + std::to_string(index) + " of " +
                     std::to_string(m_from.string_table_size()));
            return m_from.string_table(0);
        }
        return m_from.string_table(static_cast<int>(index));
    }
    void readTypes() {
        for (const pb::ValueType& type : m_from.sample_type()) {
            m_to.types.push_back({text(type.type()), text(type.unit())});
        }
        m_to.defaultType = m_to.types.size() - 1;
        if (m_from.default_sample_type() != 0) {
            m_to.defaultType =
                findValueType(m_to, text(m_from.default_sample_type())).value_or(m_to.defaultType);
        }
        m_to.period = m_from.period();
        m_to.periodUnit = text(m_from.period_type().unit());
        m_to.timeNanos = m_from.time_nanos();
        m_pruning.setPatterns(text(m_from.drop_frames()), text(m_from.keep_frames()));
        if (m_from.mapping_size() > 0) {
            m_to.binary = baseName(text(m_from.mapping(0).filename()));
        }
        for (const pb::Mapping& mapping : m_from.mapping()) {
            m_mappings[mapping.id()] = baseName(text(mapping.filename()));
        }
    }
    void readFunctions() {
        for (const pb::Function& function : m_from.function()) {
            if (!m_functions.emplace(function.id(), &function).second) {
                complain("it has function " + std::to_string(function.id()) + " twice");
            }
        }
    }
    ProfileFrame frameOf(const pb::Location& location, const pb::Line* line) {
        const pb::Function* function = nullptr;
        if (line != nullptr && line->function_id() != 0) {
            const auto found = m_functions.find(line->function_id());
            if (found == m_functions.end()) {
                complain("it uses function " + std::to_string(line->function_id()) + ", which is not there");
            } else {
                function = found->second;
            }
        }
        std::string name = function != nullptr
                               ? readableFunctionName(text(function->name()).substr(0, LongestName),
                                                      text(function->system_name()).substr(0, LongestName))
                               : std::string();
        if (name.empty()) {
            const auto mapping = m_mappings.find(location.mapping_id());
            const bool known = mapping != m_mappings.end() && !mapping->second.empty();
            name = known ? "[" + mapping->second + "]" : "<unknown>";
        }
        ProfileFrame frame;
        frame.function = m_names.indexOf(name);
        frame.file = m_files.indexOf(function != nullptr ? text(function->filename()) : std::string());
        frame.line = line != nullptr ? line->line() : 0;
        return frame;
    }
    void readLocations() {
        for (const pb::Location& location : m_from.location()) {
            auto& frames = m_locations[location.id()];
            if (!frames.empty()) {
                complain("it has location " + std::to_string(location.id()) + " twice");
                continue;
            }
            for (const pb::Line& line : location.line()) {
                frames.push_back(frameOf(location, &line));
                frames.back().inlined = true;
            }
            if (frames.empty()) {
                frames.push_back(frameOf(location, nullptr));
            }
            frames.back().inlined = false;
            hideLines(location, frames);
        }
    }
    void hideLines(const pb::Location& location, std::vector<ProfileFrame>& frames) {
        std::vector<std::string_view> names;
        for (int i = 0; i < location.line_size(); ++i) {
            std::string_view name;
            if (location.line(i).function_id() != 0) {
                name = m_to.functions[frames[static_cast<std::size_t>(i)].function];
            }
            names.push_back(name);
        }
        const std::size_t hidden = m_pruning.hiddenLines(location.id(), names);
        if (hidden < frames.size()) {
            frames.erase(frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(hidden));
        }
    }
    void readSamples() {
        std::size_t frames = 0;
        for (const pb::Sample& from : m_from.sample()) {
            if (from.value_size() != m_from.sample_type_size()) {
                complain("a sample has " + std::to_string(from.value_size()) + " numbers instead of " +
                         std::to_string(m_from.sample_type_size()));
            }
            ProfileSample sample;
            sample.values.assign(from.value().begin(), from.value().end());
            const std::vector<std::uint64_t> stack(from.location_id().begin(), from.location_id().end());
            for (std::size_t i = m_pruning.hiddenLocations(stack); i < stack.size(); ++i) {
                appendLocation(stack[i], sample.stack);
            }
            frames += sample.stack.size();
            if (frames > MostFrames) {
                complain("its stacks are deeper than any real ones");
            }
            if (m_wrong) {
                return;
            }
            m_to.samples.push_back(std::move(sample));
        }
    }
    void appendLocation(std::uint64_t id, std::vector<ProfileFrame>& stack) {
        const auto found = m_locations.find(id);
        if (found == m_locations.end()) {
            complain("it uses location " + std::to_string(id) + ", which is not there");
        } else if (stack.size() + found->second.size() <= MostFrames) {
            stack.insert(stack.end(), found->second.begin(), found->second.end());
        } else {
            complain("its stacks are deeper than any real ones");
        }
    }

    std::optional<Error> m_wrong;
    const pb::Profile& m_from;
    StackProfile m_to;
    Names m_names{m_to.functions};
    Names m_files{m_to.files};
    FramePruning m_pruning;
    std::unordered_map<std::uint64_t, std::string> m_mappings;
    std::unordered_map<std::uint64_t, const pb::Function*> m_functions;
    std::unordered_map<std::uint64_t, std::vector<ProfileFrame>> m_locations;
};

}  // namespace

std::optional<std::size_t> findValueType(const StackProfile& profile, std::string_view type) {
    for (std::size_t i = 0; i < profile.types.size(); ++i) {
        if (profile.types[i].type == type) {
            return i;
        }
    }
    return std::nullopt;
}

Result<StackProfile> readProfile(std::string_view data) {
    std::string unpacked;
    if (isGzip(data)) {
        auto plain = gunzip(data, MostUnpacked);
        if (!plain) {
            return plain.error();
        }
        unpacked = std::move(plain).value();
        data = unpacked;
    }
    if (data.empty() || data.size() > MostUnpacked) {
        return Error{ErrorKind::InvalidInput,
                     data.empty() ? "the profile is empty" : "the profile is too large"};
    }
    const PartCount parts = countProfileParts(data);
    pb::Profile parsed;
    if (parts != PartCount::Bearable || !parsed.ParseFromArray(data.data(), static_cast<int>(data.size()))) {
        return Error{ErrorKind::InvalidInput, parts == PartCount::TooMany
                                                  ? "the profile has more parts than any real one"
                                                  : "this is no profile of pprof"};
    }
    return Converter(parsed).run();
}

Result<StackProfile> readProfileFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Error{ErrorKind::NotFound, path + ": cannot be opened"};
    }
    std::string data;
    char block[65536];
    while (file && data.size() <= MostPacked) {
        file.read(block, sizeof block);
        data.append(block, static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad() || data.size() > MostPacked) {
        return Error{ErrorKind::InvalidInput,
                     path + (file.bad() ? ": cannot be read" : ": is larger than 64 MiB")};
    }
    auto profile = readProfile(data);
    return profile ? std::move(profile) : Error{profile.error().kind, path + ": " + profile.error().message};
}

}  // namespace leaktide
