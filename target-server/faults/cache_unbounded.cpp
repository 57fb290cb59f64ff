#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>

#include "target-server/faults/catalog.h"

namespace leaktide::target {

namespace {

// A cache keyed by something that never comes again, without a limit.
// Entries are linked through their own memory, so that each weighs exactly `bytes` (and the allocator's
// rounding): the growth is a straight line, with no steps of a growing table in it.
class CacheUnbounded final : public Fault {
public:
    CacheUnbounded()
        : Fault({.name = "cache-unbounded",
                 .explains = "one request in N adds an entry of bytes:N (1024) to a cache without a limit; "
                             "raises heap in "
                             "use by bytes/N per request",
                 .bytes = 1024}) {}
    ~CacheUnbounded() override {
        while (m_entries != nullptr) {
            ::operator delete(std::exchange(m_entries, m_entries->next));
        }
    }

    void onRequest(RequestMoment& /*moment*/) override {
        if (due()) {
            add();
        }
    }

private:
    struct Entry {
        Entry* next;
    };

    void add() {
        const std::size_t size = std::max(bytes(), sizeof(Entry));
        void* memory = ::operator new(size);
        std::memset(memory, 0x5a, size);  // touched, so that it is in RAM too
        auto* entry = ::new (memory) Entry{nullptr};
        const std::lock_guard lock(m_mutex);
        entry->next = std::exchange(m_entries, entry);
    }

    std::mutex m_mutex;  // guards m_entries
    Entry* m_entries = nullptr;
};

}  // namespace

std::unique_ptr<Fault> makeCacheUnbounded(Lab& /*lab*/) {
    return std::make_unique<CacheUnbounded>();
}

}  // namespace leaktide::target
