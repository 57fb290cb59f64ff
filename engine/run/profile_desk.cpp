#include "engine/run/profile_desk.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/profile/profile_diff.h"
#include "engine/profile/profile_reader.h"
#include "engine/run/profile_evidence.h"
#include "engine/run/run_words.h"

namespace leaktide {

namespace {

constexpr std::size_t MostGrowingMarks = 3;
constexpr std::size_t MostEmptyMarks = 2;  // then the target is left alone
constexpr std::size_t MostKept = 64;       // profiles of one run
constexpr std::size_t MostKeptBytes = std::size_t{96} << 20U;
constexpr const char* Baseline = "baseline";

bool isAtRest(const std::string& mark) {
    return mark == Baseline || mark.starts_with("after_cycle_");
}

bool grows(Verdict verdict) {
    return verdict == Verdict::Growing || verdict == Verdict::GrowingUndecided || verdict == Verdict::Leak;
}

std::size_t bytesOf(const std::vector<RecordedProfile>& profiles) {
    std::size_t bytes = 0;
    for (const RecordedProfile& profile : profiles) {
        bytes += profile.bytes->size();
    }
    return bytes;
}

// The first and the newest say most: what goes is the oldest that is not of the baseline.
void dropOldest(std::vector<RecordedProfile>& profiles) {
    while (profiles.size() > MostKept || bytesOf(profiles) > MostKeptBytes) {
        const auto oldest =
            std::find_if(profiles.begin(), profiles.end(),
                         [](const RecordedProfile& profile) { return profile.mark != Baseline; });
        if (oldest == profiles.end()) {
            return;
        }
        profiles.erase(oldest);
    }
}

std::string kindsIn(const ProfileMark& mark) {
    std::string list;
    for (const FetchedProfile& profile : mark.profiles) {
        list += (list.empty() ? "" : ", ") + profile.kind;
    }
    return list;
}

}  // namespace

void ProfileDesk::ask(const std::string& label, BeforeHeap beforeHeap) {
    if (m_probe != nullptr && m_emptyMarks < MostEmptyMarks) {
        m_probe->markProfiles(label, beforeHeap);
    }
}

void ProfileDesk::askAtRest(const std::string& label) {
    if (label != m_askedAtRest) {
        m_askedAtRest = label;
        ask(label, BeforeHeap::Collect);
    }
}

// Under load the heap is left as it is: a collection by our order would show in the latencies.
void ProfileDesk::askByHand() {
    ask("by_hand_" + std::to_string(++m_byHand), BeforeHeap::LeaveAsIs);
}

void ProfileDesk::watch(const std::vector<SignalRecord>& live) {
    for (const SignalRecord& signal : live) {
        const bool shown = !profileKindFor(signal.spec.name, {"goroutine", "tasks", "heap"}).empty();
        if (shown && grows(signal.verdict.verdict) && m_growing.size() < MostGrowingMarks &&
            m_growing.insert(signal.spec.name).second) {
            ask("growing_" + signal.spec.name, BeforeHeap::LeaveAsIs);
        }
    }
}

bool ProfileDesk::settled() const {
    return m_probe == nullptr || m_probe->profilesMarked();
}

void ProfileDesk::take(SteadyTime runBegan, RunLedger& ledger) {
    if (m_probe == nullptr) {
        return;
    }
    for (ProfileMark& mark : m_probe->takeProfiles()) {
        const double tS = std::max(0.0, toSeconds(mark.at - runBegan));
        m_emptyMarks = mark.profiles.empty() ? m_emptyMarks + 1 : 0;
        if (!mark.failure.empty()) {
            ledger.mark(tS, runSay(RunSay::ProfilesFailed, {mark.label, printable(mark.failure)}));
        }
        if (!isAtRest(mark.label) && !mark.profiles.empty()) {
            ledger.mark(tS, runSay(RunSay::ProfilesTaken, {mark.label, kindsIn(mark)}));
        }
        for (FetchedProfile& profile : mark.profiles) {
            add({mark.label, tS, profile.kind, std::make_shared<const std::string>(std::move(profile.bytes))},
                ledger);
        }
    }
}

void ProfileDesk::add(const RecordedProfile& profile, RunLedger& ledger) {
    std::vector<RecordedProfile>& kept = ledger.record().profiles;
    kept.push_back(profile);
    dropOldest(kept);
    auto read = readProfile(*profile.bytes);
    if (read) {
        learn(profile, std::move(read).value());
    } else {
        ledger.mark(profile.tS, profile.kind + " of " + profile.mark + ": " + read.error().message);
    }
}

void ProfileDesk::learn(const RecordedProfile& profile, StackProfile read) {
    Kind& kind = m_kinds[profile.kind];
    if (profile.mark == Baseline) {
        kind.baseline = std::move(read);
        kind.baselineS = profile.tS;
        return;
    }
    const auto difference =
        kind.baseline ? differenceOf(*kind.baseline, read) : Result<StackProfile>(Error{});
    if (!difference) {
        return;  // without a baseline there is no growth to speak of
    }
    Finding finding{evidenceFrom(*difference, profile.kind), profile.tS};
    finding.evidence.before = Baseline;
    finding.evidence.after = profile.mark;
    (isAtRest(profile.mark) ? kind.atRest : kind.busy) = std::move(finding);
}

void ProfileDesk::explain(std::vector<SignalRecord>& signals) const {
    std::vector<std::string> kinds;
    for (const auto& [name, kind] : m_kinds) {
        if (kind.atRest || kind.busy) {
            kinds.push_back(name);
        }
    }
    for (SignalRecord& signal : signals) {
        const std::string name = profileKindFor(signal.spec.name, kinds);
        if (name.empty() || !grows(signal.verdict.verdict)) {
            continue;
        }
        const Kind& kind = m_kinds.at(name);
        const Finding& finding = kind.atRest ? *kind.atRest : *kind.busy;
        signal.profile = finding.evidence;
        addMeasured(*signal.profile, signal, kind.baselineS, finding.afterS);
    }
}

}  // namespace leaktide
