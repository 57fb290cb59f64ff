// Counts the collections of a runtime that shows nothing but how large its heap is: only a collection makes
// it smaller. Pure.
#pragma once

#include <algorithm>

namespace leaktide {

class HeapFalls {
public:
    // Falls so far, with this value. One fall may take several readings.
    double add(double heap) {
        if (m_falling) {
            m_lowest = std::min(m_lowest, heap);
            if (heap > m_lowest + least(m_lowest)) {
                m_falling = false;
                m_highest = heap;
            }
        } else {
            m_highest = std::max(m_highest, heap);
            if (heap < m_highest - least(m_highest)) {
                m_falling = true;
                m_lowest = heap;
                ++m_count;
            }
        }
        return m_count;
    }

private:
    // Less may be sweeping that goes on.
    static double least(double heap) { return std::max(0.02 * heap, 64.0 * 1024); }

    double m_highest = 0;
    double m_lowest = 0;
    bool m_falling = false;
    double m_count = 0;
};

}  // namespace leaktide
