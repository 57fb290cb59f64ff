#include <QtTest>

#include "engine/run/phase_walk.h"

using namespace leaktide;

namespace {

Plan planOf(std::uint32_t cycles) {
    Plan plan;
    plan.load.duration = std::chrono::seconds(20);
    plan.phases.baseline = std::chrono::milliseconds(1500);
    plan.phases.drain = std::chrono::seconds(6);
    plan.phases.cycles = cycles;
    return plan;
}

// Steps the walk at `nowS` until it stands still, and says where.
Phase at(PhaseWalk& walk, double nowS, PhaseFacts facts = {}) {
    facts.nowS = nowS;
    while (walk.step(facts)) {
    }
    return walk.phase();
}

PhaseFacts sending() {
    return {};
}
PhaseFacts inFlight() {
    return {.sendingEnded = true};
}
PhaseFacts idle() {
    return {.sendingEnded = true, .idle = true};
}

}  // namespace

class TestPhaseWalk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void walksBaselineLoadDrainCollect() {
        PhaseWalk walk(planOf(1), Probing::Yes);
        QCOMPARE(at(walk, 0, sending()), Phase::Baseline);
        QCOMPARE(at(walk, 1.4, sending()), Phase::Baseline);
        QCOMPARE(at(walk, 1.5, sending()), Phase::Load);
        QCOMPARE(at(walk, 21.4, sending()), Phase::Load);
        QCOMPARE(at(walk, 21.5, inFlight()), Phase::Drain);
        QCOMPARE(at(walk, 23.0, inFlight()), Phase::Drain);  // still in flight
        QCOMPARE(at(walk, 23.5, idle()), Phase::Drain);
        QCOMPARE(at(walk, 26.4, idle()), Phase::Drain);
        QCOMPARE(at(walk, 26.5, idle()), Phase::Collect);
        QCOMPARE(at(walk, 29.5, idle()), Phase::Ended);
    }

    void asksBeforeItExtends() {
        Plan plan = planOf(1);
        plan.phases.extendTo = 4;
        PhaseFacts facts = idle();
        facts.undecided = true;
        facts.consent = ExtendConsent::Awaited;
        for (const ExtendConsent answer : {ExtendConsent::Given, ExtendConsent::Refused}) {
            PhaseWalk walk(plan, Probing::Yes);
            at(walk, 0, sending());
            at(walk, 1.5, sending());
            at(walk, 21.5, idle());
            QCOMPARE(at(walk, 24.5, idle()), Phase::Collect);
            QVERIFY(!walk.wantsToExtend());
            QCOMPARE(at(walk, 28, facts), Phase::Collect);
            QVERIFY(walk.wantsToExtend());
            QCOMPARE(walk.extensionS(), 20.0);
            QCOMPARE(at(walk, 40, facts), Phase::Collect);  // the target stays as it is
            PhaseFacts answered = facts;
            answered.consent = answer;
            answered.sendingEnded = false;
            QCOMPARE(at(walk, 41, answered), answer == ExtendConsent::Given ? Phase::Load : Phase::Ended);
            QVERIFY(!walk.wantsToExtend());
        }
    }

    void consentIsAwaitedForABoundedTime() {
        ExtensionConsent nobodyAsked(std::nullopt);
        QVERIFY(nobodyAsked.at(0, true, std::nullopt) == ExtendConsent::Given);
        ExtensionConsent consent(std::chrono::seconds(30));
        QVERIFY(consent.at(5, false, ExtendConsent::Given) == ExtendConsent::Awaited);
        QVERIFY(consent.at(10, true, std::nullopt) == ExtendConsent::Awaited);
        QCOMPARE(*consent.secondsLeft(12), 28.0);
        QVERIFY(consent.at(39.9, true, std::nullopt) == ExtendConsent::Awaited);
        QVERIFY(consent.at(40, true, std::nullopt) == ExtendConsent::Refused);
        QVERIFY(consent.at(41, true, ExtendConsent::Given) == ExtendConsent::Given);
    }

    void waitsForABacklogButNotForEver() {
        PhaseWalk walk(planOf(1), Probing::Yes);
        at(walk, 0, sending());
        at(walk, 2, sending());
        at(walk, 22, idle());
        PhaseFacts falling = idle();
        falling.quiet = false;
        QCOMPARE(at(walk, 30, falling), Phase::Drain);
        QCOMPARE(at(walk, 54.9, falling), Phase::Drain);
        QCOMPARE(at(walk, 55.1, falling), Phase::Collect);
    }

    void waitsForTheCollectionButNotForEver() {
        PhaseWalk walk(planOf(1), Probing::Yes);
        at(walk, 0, sending());
        at(walk, 2, sending());
        at(walk, 22, idle());
        at(walk, 25, idle());
        PhaseFacts collecting = idle();
        collecting.garbageCollected = false;
        QCOMPARE(at(walk, 29, collecting), Phase::Collect);
        QCOMPARE(at(walk, 32.9, collecting), Phase::Collect);
        QCOMPARE(at(walk, 36.1, collecting), Phase::Ended);
    }

    void whatIsReadAfterTheCollectionLastsAsPlanned() {
        PhaseWalk walk(planOf(1), Probing::Yes);
        PhaseFacts collecting = sending();
        collecting.garbageCollected = false;
        QCOMPARE(at(walk, 0, collecting), Phase::Baseline);
        QCOMPARE(at(walk, 4, collecting), Phase::Baseline);
        QCOMPARE(at(walk, 5.4, sending()), Phase::Baseline);
        QCOMPARE(at(walk, 5.5, sending()), Phase::Load);
        at(walk, 26, idle());
        at(walk, 29, idle());
        collecting = idle();
        collecting.garbageCollected = false;
        QCOMPARE(at(walk, 33, collecting), Phase::Collect);
        QCOMPARE(at(walk, 35.9, idle()), Phase::Collect);
        QCOMPARE(at(walk, 36, idle()), Phase::Ended);
    }

    void waitsForMarksOfTheBaselineAndOfWhatIsKept() {
        PhaseWalk walk(planOf(1), Probing::Yes);
        at(walk, 0, sending());
        QVERIFY(!walk.served({.nowS = 1.4}));
        QVERIFY(walk.served({.nowS = 1.5}));
        QVERIFY(!walk.served({.nowS = 1.5, .garbageCollected = false}));
        at(walk, 1.6, {.garbageCollected = false});
        QVERIFY(!walk.served({.nowS = 3}) && walk.served({.nowS = 3.2}));
        QCOMPARE(at(walk, 5, {.profilesMarked = false}), Phase::Baseline);
        QCOMPARE(at(walk, 6, sending()), Phase::Load);
        QVERIFY(!walk.served({.nowS = 20}));
        at(walk, 26, idle());
        at(walk, 29, idle());
        QVERIFY(!walk.served({.nowS = 31.9}) && walk.served({.nowS = 32}));
        PhaseFacts marking = idle();
        marking.profilesMarked = false;
        QCOMPARE(at(walk, 61.9, marking), Phase::Collect);
        QCOMPARE(at(walk, 62.1, marking), Phase::Ended);  // not for ever
    }

    void repeatsInCycles() {
        PhaseWalk walk(planOf(2), Probing::Yes);
        at(walk, 0, sending());
        at(walk, 2, sending());
        at(walk, 22, idle());
        at(walk, 25, idle());
        PhaseFacts next = sending();
        next.idle = true;
        QCOMPARE(at(walk, 28, next), Phase::Load);
        QCOMPARE(walk.cycle(), 2U);
        at(walk, 48, idle());
        at(walk, 51, idle());
        QCOMPARE(at(walk, 54, idle()), Phase::Ended);
    }

    void anUndecidedRunIsExtendedUpToItsLimit() {
        Plan plan = planOf(1);
        plan.phases.extendTo = 4;
        PhaseWalk walk(plan, Probing::Yes);
        PhaseFacts undecided = idle();
        undecided.undecided = true;
        at(walk, 0, sending());
        at(walk, 2, sending());
        at(walk, 22, idle());
        at(walk, 25, idle());
        PhaseFacts next = undecided;
        next.sendingEnded = false;
        QCOMPARE(at(walk, 28, next), Phase::Load);  // twice in all
        QCOMPARE(walk.loadFactor(), 1U);
        QVERIFY(walk.extended());
        QCOMPARE(walk.cycles(), 2U);
        at(walk, 48, idle());
        at(walk, 51, idle());
        QCOMPARE(at(walk, 54, next), Phase::Load);  // four times in all
        QCOMPARE(walk.loadFactor(), 2U);
        QCOMPARE(walk.plannedS(), 1.5 + 4 * 20 + 3 * 6);
        at(walk, 94, idle());
        at(walk, 97, idle());
        QCOMPARE(at(walk, 100, undecided), Phase::Ended);
    }

    void withoutReadingsThereIsOnlyTheLoad() {
        PhaseWalk walk(planOf(1), Probing::No);
        QCOMPARE(at(walk, 0, sending()), Phase::Load);
        QCOMPARE(walk.plannedS(), 20.0);
        QCOMPARE(at(walk, 20, inFlight()), Phase::Drain);
        QCOMPARE(at(walk, 20.5, idle()), Phase::Ended);
    }

    void progressNeverGoesBack() {
        PhaseWalk walk(planOf(2), Probing::Yes);
        double last = 0;
        const auto check = [&](double nowS, double share) {
            const double progress = walk.progress(nowS, share);
            QVERIFY2(progress >= last && progress <= 1, qPrintable(QString::number(nowS)));
            last = progress;
        };
        for (double t = 0; t < 70; t += 0.25) {
            const bool loadPhase = walk.phase() == Phase::Load;
            at(walk, t, loadPhase && std::fmod(t, 30) < 22 ? sending() : idle());
            check(t, std::min(1.0, std::fmod(t, 30) / 25));
        }
        QCOMPARE(walk.phase(), Phase::Ended);
        QCOMPARE(last, 1.0);
    }
};

QTEST_GUILESS_MAIN(TestPhaseWalk)
#include "tst_phase_walk.moc"
