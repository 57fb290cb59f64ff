// How long the load of one cycle lasted: from the first send until the end of sending or the last result,
// whichever is later. Pure.
#pragma once

#include <algorithm>

namespace leaktide {

class LoadSpan {
public:
    void begin(double nowS, double plannedS) { *this = LoadSpan(nowS, nowS + plannedS); }

    // Sending has ended. Where nothing was in flight any more when that was first seen, the end is the plan's
    // own; else it is known to as long as it takes to ask again.
    void noteEnd(double nowS, bool idle) {
        if (!m_endSeen) {
            m_endedS = idle ? std::min(nowS, m_plannedEndS) : nowS;
        } else if (!m_idleSeen) {
            m_endedS = nowS;
        }
        m_endSeen = true;
        m_idleSeen = m_idleSeen || idle;
    }
    // What was still in flight was given up; an end that was seen already stays.
    void cut(double nowS) {
        if (!m_idleSeen) {
            m_endedS = nowS;
        }
    }

    [[nodiscard]] double beganS() const { return m_beganS; }
    [[nodiscard]] double endedS() const { return m_endedS; }
    [[nodiscard]] double lastedS() const { return std::max(0.0, m_endedS - m_beganS); }

    LoadSpan() = default;

private:
    LoadSpan(double beganS, double plannedEndS) : m_beganS(beganS), m_plannedEndS(plannedEndS) {}

    double m_beganS = 0;
    double m_plannedEndS = 0;
    double m_endedS = 0;
    bool m_endSeen = false;
    bool m_idleSeen = false;  // since then
};

}  // namespace leaktide
