#include "app/cli/progress_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/base/text.h"
#include "engine/report/record_facts.h"

namespace leaktide::app {

namespace {

constexpr std::size_t WideBar = 16;
constexpr std::size_t NarrowBar = 8;
constexpr std::size_t NarrowWidth = 120;

// What must go first when the line is too narrow: the last of these.
enum class Need { Always, Signals, Rate, Done, Errors, Tail, InFlight, Median, Connections };

struct Piece {
    std::string text;  // without colour: its width is what counts
    Need need = Need::Always;
    Ink ink = Ink::Plain;
};

std::size_t columnsOf(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string bar(double progress, std::size_t columns) {
    const double share = std::clamp(progress, 0.0, 1.0);
    const auto full = static_cast<std::size_t>(std::lround(share * static_cast<double>(columns)));
    std::string text = "[";
    for (std::size_t i = 0; i < columns; ++i) {
        text += i < full ? "█" : "░";
    }
    return text + "]";
}

std::string timeLeft(const RunSnapshot& snapshot) {
    const double left = std::max(0.0, snapshot.totalS - snapshot.elapsedS);
    return snapshot.totalS > 0 && left < 3600 && !snapshot.ended ? formatFixed(std::ceil(left), 0) + " s left"
                                                                 : formatFixed(snapshot.elapsedS, 0) + " s";
}

// The last whole second in which something was sent.
const Beat* lastLoadBeat(const RunRecord& record) {
    const auto found = std::find_if(record.beats.rbegin(), record.beats.rend(),
                                    [](const Beat& beat) { return beat.phase == Phase::Load; });
    return found == record.beats.rend() ? nullptr : &*found;
}

void addConnections(std::vector<Piece>& pieces, const RunSnapshot& snapshot, const Beat* beat) {
    std::string text = formatCount(snapshot.openConnections) + " open";
    if (snapshot.record.plan.connection.streams == 1 && snapshot.openConnections > 0) {
        const std::uint64_t busy = std::min(snapshot.inFlight, snapshot.openConnections);
        text += ", " + formatCount(snapshot.openConnections - busy) + " idle";
    }
    if (beat != nullptr && snapshot.phase == Phase::Load && beat->durationS > 0) {
        const double opened = static_cast<double>(beat->counters.connectionsOpened) / beat->durationS;
        text += ", " + formatSignificant(opened) + "/s new";
    }
    pieces.push_back({text, Need::Connections});
}

void addLoad(std::vector<Piece>& pieces, const RunSnapshot& snapshot) {
    const RunRecord& record = snapshot.record;
    const LoadCounters& counters = record.totals.counters;
    pieces.push_back({formatCount(counters.requests) + " done", Need::Done});
    const Beat* beat = lastLoadBeat(record);
    if (beat != nullptr && snapshot.phase == Phase::Load && beat->durationS > 0) {
        const double rate = static_cast<double>(beat->counters.requests) / beat->durationS;
        pieces.push_back({formatCount(static_cast<std::uint64_t>(std::llround(rate))) + "/s", Need::Rate});
    }
    if (beat != nullptr && beat->service) {
        pieces.push_back({"p50 " + formatDuration(beat->service->p50), Need::Median});
        pieces.push_back({"p99 " + formatDuration(beat->service->p99), Need::Tail});
    }
    const std::uint64_t errors = counters.httpErrors + counters.failed;
    pieces.push_back({"errors " + formatCount(errors), Need::Errors, errors > 0 ? Ink::Bad : Ink::Plain});
    pieces.push_back({"in flight " + formatCount(snapshot.inFlight), Need::InFlight});
    addConnections(pieces, snapshot, beat);
}

void addSignals(std::vector<Piece>& pieces, const RunRecord& record) {
    static constexpr std::array<std::pair<const char*, const char*>, 3> Shown{
        {{"pool_in_use", "pool"}, {"tasks", "tasks"}, {"heap_in_use", "heap"}}};
    for (const auto& [name, label] : Shown) {
        const SignalRecord* signal = findSignal(record, name);
        if (signal == nullptr || signal->points.empty()) {
            pieces.push_back({std::string(label) + " –", Need::Signals, Ink::Dim});
            continue;
        }
        const double value = signal->points.back().value;
        const std::string number = signal->spec.unit == SignalUnit::Bytes
                                       ? formatBytes(value)
                                       : formatCount(static_cast<std::uint64_t>(std::max(0.0, value)));
        const bool growing = signal->verdict.verdict == Verdict::Growing;
        pieces.push_back({std::string(label) + " " + number + (growing ? " growing" : ""), Need::Signals,
                          growing ? Ink::Watch : Ink::Plain});
    }
}

std::size_t columnsOf(const std::vector<Piece>& pieces) {
    std::size_t columns = 2 * (pieces.size() - 1);
    for (const Piece& piece : pieces) {
        columns += columnsOf(piece.text);
    }
    return columns;
}

void dropWhatIsLeastNeeded(std::vector<Piece>& pieces, std::size_t width) {
    while (pieces.size() > 1 && columnsOf(pieces) > width) {
        // Of several alike the last goes first.
        const auto least = std::max_element(pieces.rbegin(), pieces.rend(),
                                            [](const Piece& a, const Piece& b) { return a.need < b.need; });
        pieces.erase(std::next(least).base());
    }
}

}  // namespace

std::string progressLine(const RunSnapshot& snapshot, std::size_t width, Colours colours) {
    std::vector<Piece> pieces;
    const double percent = std::floor(std::clamp(snapshot.progress, 0.0, 1.0) * 100);
    pieces.push_back({bar(snapshot.progress, width < NarrowWidth ? NarrowBar : WideBar) + " " +
                      formatFixed(percent, 0) + " %"});
    const std::uint32_t cycles = std::max(snapshot.cycles, snapshot.record.plan.phases.cycles);
    std::string cycle =
        cycles > 1 ? " " + std::to_string(snapshot.cycle) + "/" + std::to_string(cycles) : std::string();
    cycle += snapshot.extended ? " extended" : "";
    pieces.push_back(
        {std::string(nameOf(snapshot.phase)) + cycle + " " + timeLeft(snapshot), Need::Always, Ink::Bold});
    if (!snapshot.clientLimit.empty()) {
        pieces.push_back({"THE CLIENT IS THE LIMIT", Need::Always, Ink::Bad});
    }
    if (const auto& search = snapshot.record.search; search && search->end == SearchEnd::Running) {
        pieces.push_back({"search step " + std::to_string(search->steps.size() + 1), Need::Always});
    }
    addLoad(pieces, snapshot);
    addSignals(pieces, snapshot.record);
    dropWhatIsLeastNeeded(pieces, width);
    std::string line;
    for (const Piece& piece : pieces) {
        line += (line.empty() ? "" : "  ") + inked(piece.text, piece.ink, colours);
    }
    return line;
}

}  // namespace leaktide::app
