// A cumulative counter that may start over (a wrap, a restarted client): what it counted before is kept.
#pragma once

namespace leaktide {

class MonotoneCounter {
public:
    // The count so far, never decreasing. A fall below half of the last value is a new start, a smaller one
    // is noise between threads (or a clock step) and is held. A NaN is held too.
    double at(double reading) {
        if (!(reading >= 0)) {
            return m_base + m_last;  // not known just now
        }
        if (reading < m_last) {
            if (2 * reading >= m_last) {
                return m_base + m_last;
            }
            m_base += m_last;
        }
        m_last = reading;
        return m_base + m_last;
    }

private:
    double m_base = 0;
    double m_last = 0;
};

}  // namespace leaktide
