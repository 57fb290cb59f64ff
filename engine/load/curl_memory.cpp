// Each thread keeps the blocks it frees, by size class, and hands them out again; past a bound, and for very
// large blocks, the general allocator takes over. A block may be freed by another thread than allocated it.
#include "engine/load/curl_memory.h"

#include <curl/curl.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace leaktide {

namespace {

constexpr std::size_t SmallestPower = 5;  // 32 bytes
constexpr std::size_t LargestPower = 17;  // 128 KiB: any buffer that libcurl uses again and again
constexpr std::size_t ClassCount = (LargestPower - SmallestPower) * 4 + 1;
constexpr std::uint32_t MostKept = 64;  // blocks of a class

struct alignas(std::max_align_t) Header {
    std::size_t sizeClass = 0;
    std::size_t room = 0;
};

struct FreeBlock {
    FreeBlock* next = nullptr;
};

struct KeptBlocks {
    FreeBlock* first = nullptr;
    std::uint32_t count = 0;
};

// Constant-initialised and trivially destroyed, so that reaching it is one addition to the thread pointer.
thread_local std::array<KeptBlocks, ClassCount> kept;
thread_local bool ended = false;  // the thread is at its end: nothing is kept any more

// Four classes to each power of two: at most a fifth of a block is wasted.
std::size_t classOf(std::size_t size) {
    if (size <= std::size_t{1} << SmallestPower) {
        return 0;
    }
    const auto power = static_cast<std::size_t>(std::bit_width(size - 1)) - 1;
    return (power - SmallestPower) * 4 + (((size - 1) >> (power - 2)) & 3) + 1;
}

std::size_t sizeOf(std::size_t sizeClass) {
    const std::size_t power = SmallestPower + sizeClass / 4;
    return (std::size_t{1} << power) + ((sizeClass % 4) << (power - 2));
}

Header* headerOf(void* block) {
    return static_cast<Header*>(block) - 1;
}

struct ReleaseAtThreadEnd {
    ReleaseAtThreadEnd() = default;
    ReleaseAtThreadEnd(const ReleaseAtThreadEnd&) = delete;
    ReleaseAtThreadEnd& operator=(const ReleaseAtThreadEnd&) = delete;
    ~ReleaseAtThreadEnd() {
        ended = true;
        for (KeptBlocks& blocks : kept) {
            while (FreeBlock* block = blocks.first) {
                blocks.first = block->next;
                std::free(headerOf(block));
            }
        }
    }
    void arm() {}
};
thread_local ReleaseAtThreadEnd releasing;

void* allocateAnew(std::size_t size, std::size_t sizeClass) {
    releasing.arm();
    const std::size_t room = sizeClass < ClassCount ? sizeOf(sizeClass) : size;
    auto* header = static_cast<Header*>(std::malloc(sizeof(Header) + room));
    if (header == nullptr) {
        return nullptr;
    }
    *header = {.sizeClass = sizeClass, .room = room};
    return header + 1;
}

void* allocate(std::size_t size) {
    const std::size_t sizeClass = classOf(size);
    if (sizeClass < ClassCount) {
        KeptBlocks& blocks = kept[sizeClass];
        if (FreeBlock* block = blocks.first) {
            blocks.first = block->next;
            --blocks.count;
            return block;
        }
    }
    return allocateAnew(size, sizeClass);
}

void release(void* block) {
    if (block == nullptr) {
        return;
    }
    Header* header = headerOf(block);
    if (header->sizeClass < ClassCount && !ended) {
        KeptBlocks& blocks = kept[header->sizeClass];
        if (blocks.count < MostKept) {
            ++blocks.count;
            blocks.first = new (block) FreeBlock{blocks.first};
            return;
        }
    }
    std::free(header);
}

void* allocateZeroed(std::size_t count, std::size_t size) {
    std::size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        return nullptr;
    }
    void* block = allocate(bytes);
    return block == nullptr ? nullptr : std::memset(block, 0, bytes);
}

void* reallocate(void* block, std::size_t size) {
    if (block == nullptr) {
        return allocate(size);
    }
    const std::size_t room = headerOf(block)->room;
    if (size <= room) {
        return block;
    }
    void* larger = allocate(size);
    if (larger != nullptr) {
        std::memcpy(larger, block, room);
        release(block);
    }
    return larger;
}

char* copyText(const char* text) {
    const std::size_t size = std::strlen(text) + 1;
    void* copy = allocate(size);
    return copy == nullptr ? nullptr : static_cast<char*>(std::memcpy(copy, text, size));
}

// Kept blocks would hide what the sanitizer looks for.
#ifdef __SANITIZE_ADDRESS__
constexpr bool Watched = true;
#else
constexpr bool Watched = false;
#endif

CURLcode start() {
    return Watched ? curl_global_init(CURL_GLOBAL_DEFAULT)
                   : curl_global_init_mem(CURL_GLOBAL_DEFAULT, &allocate, &release, &reallocate, &copyText,
                                          &allocateZeroed);
}

const bool started = start() == CURLE_OK;

}  // namespace

bool curlStarted() {
    return started;
}

}  // namespace leaktide
