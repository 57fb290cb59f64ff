#include "app/cli/flag_values.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include "engine/base/text.h"

namespace leaktide::app {

namespace {

constexpr std::size_t LargestInputFile = 64UL << 20U;

}  // namespace

Error bad(const std::string& sentence) {
    return {ErrorKind::InvalidInput, sentence};
}

Result<std::string> readFile(const std::string& path) {
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path, ignored)) {
        return bad("'" + printable(path) + "' cannot be read");
    }
    std::string content;
    std::array<char, 65536> block{};
    while (file.read(block.data(), block.size()) || file.gcount() > 0) {
        content.append(block.data(), static_cast<std::size_t>(file.gcount()));
        if (content.size() > LargestInputFile) {
            return bad("'" + printable(path) + "' is larger than 64 MiB");
        }
    }
    return file.bad() ? Result<std::string>(bad("'" + printable(path) + "' cannot be read")) : content;
}

Result<Header> parseHeader(const std::string& text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0) {
        // The text may be a secret: it is not repeated.
        return bad("a header is written \"Name: value\"");
    }
    return Header{std::string(trim(text.substr(0, colon))), std::string(trim(text.substr(colon + 1)))};
}

Result<Stage> parseStage(const std::string& text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) {
        return bad("'" + printable(text, 60) + "' is not a stage (write TIME:RATE, as 30s:500)");
    }
    const auto duration = parseDuration(text.substr(0, colon));
    if (!duration) {
        return duration.error();
    }
    const auto rate = parseRate(text.substr(colon + 1));
    if (!rate) {
        return rate.error();
    }
    return Stage{*duration, *rate};
}

Apply setDuration(Nanos& place) {
    return [&place](const std::string& text) -> Status {
        const auto parsed = parseDuration(text);
        if (!parsed) {
            return parsed.error();
        }
        place = *parsed;
        return {};
    };
}

Apply setCount(std::uint32_t& place, std::uint64_t most) {
    return [&place, most](const std::string& text) -> Status {
        const auto parsed = parseCount(text);
        if (!parsed) {
            return parsed.error();
        }
        if (*parsed == 0 || *parsed > most) {
            return bad("must be from 1 to " + formatCount(most));
        }
        place = static_cast<std::uint32_t>(*parsed);
        return {};
    };
}

Apply setText(std::string& place) {
    return [&place](const std::string& text) -> Status {
        if (text.empty()) {
            return bad("must not be empty");
        }
        place = text;
        return {};
    };
}

Apply appendText(std::vector<std::string>& list) {
    return [&list](const std::string& text) -> Status {
        if (text.empty()) {
            return bad("must not be empty");
        }
        list.push_back(text);
        return {};
    };
}

Apply appendHeader(std::vector<Header>& list) {
    return [&list](const std::string& text) -> Status {
        auto header = parseHeader(text);
        if (!header) {
            return header.error();
        }
        list.push_back(std::move(header).value());
        return {};
    };
}

Apply setFileContent(std::string& place) {
    return [&place](const std::string& path) -> Status {
        auto content = readFile(path);
        if (!content) {
            return content.error();
        }
        place = std::move(content).value();
        return {};
    };
}

Apply does(std::function<void()> what) {
    return [what = std::move(what)](const std::string&) -> Status {
        what();
        return {};
    };
}

}  // namespace leaktide::app
