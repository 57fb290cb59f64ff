#include "engine/probe/exposition.h"

#include "engine/base/text.h"
#include "engine/probe/exposition_line.h"

namespace leaktide {

namespace {

bool isEnd(std::string_view comment) {
    return comment == "# EOF";
}

}  // namespace

Status readExposition(std::string_view text, const ExpositionSink& sink) {
    MetricSample sample;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        const std::size_t start = line.find_first_not_of(" \t");
        if (start == std::string_view::npos) {
            continue;
        }
        line.remove_prefix(start);
        if (line.front() == '#') {
            if (isEnd(line)) {
                return {};
            }
            continue;
        }
        sample.labels.clear();
        ExpositionLine reader(line);
        const auto name = reader.name(sample);
        std::string wrong = name ? "" : "does not begin with a metric name";
        if (name && (name->empty() || sink.wants(*name))) {
            wrong = reader.readRest(sample);
            if (wrong.empty()) {
                sink.take(sample);
            }
        }
        if (!wrong.empty()) {
            return Error{ErrorKind::Protocol, "line " + std::to_string(number) + " of the metrics " + wrong +
                                                  ": " + printable(line, 80)};
        }
    }
    return {};
}

}  // namespace leaktide
