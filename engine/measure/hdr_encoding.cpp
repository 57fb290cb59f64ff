// The V2 encoding of HdrHistogram: a big-endian head of 40 bytes, then the counts of all buckets up to the
// largest value as ZigZag LEB128 (at most nine bytes each), runs of zeros as negative numbers.
#include <zlib.h>

#include <bit>
#include <vector>

#include "engine/measure/hdr_files.h"

namespace leaktide {

namespace {

constexpr std::uint32_t PlainCookie = 0x1c849303 | 0x10;
constexpr std::uint32_t CompressedCookie = 0x1c849304 | 0x10;
constexpr std::uint32_t SignificantDigits = 3;

template <typename Integer>
void putBigEndian(std::string& out, Integer value) {
    for (int shift = static_cast<int>(sizeof(Integer) - 1) * 8; shift >= 0; shift -= 8) {
        out += static_cast<char>(static_cast<std::uint64_t>(value) >> shift & 0xFFU);
    }
}

void putZigZag(std::string& out, std::int64_t signedValue) {
    auto value = static_cast<std::uint64_t>(signedValue << 1) ^ static_cast<std::uint64_t>(signedValue >> 63);
    for (int bytes = 1; bytes < 9 && value >= 0x80; ++bytes) {
        out += static_cast<char>((value & 0x7FU) | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

std::string encodeCounts(const Histogram& histogram) {
    const auto& buckets = histogram.buckets();
    const std::size_t end = histogram.count() == 0 ? 0 : Histogram::bucketOf(histogram.max().count()) + 1;
    std::string out;
    for (std::size_t i = 0; i < end;) {
        std::size_t next = i;
        while (next < end && buckets[next] == 0) {
            ++next;
        }
        const auto zeros = static_cast<std::int64_t>(next - i);
        if (zeros > 0) {
            putZigZag(out, zeros > 1 ? -zeros : 0);
            i = next;
        } else {
            putZigZag(out, static_cast<std::int64_t>(buckets[i++]));
        }
    }
    return out;
}

std::string deflated(const std::string& plain) {
    uLongf size = compressBound(static_cast<uLong>(plain.size()));
    std::string out(size, '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size,  // NOLINT: zlib's bytes are unsigned
             reinterpret_cast<const Bytef*>(plain.data()), static_cast<uLong>(plain.size()));
    out.resize(size);
    return out;
}

}  // namespace

std::string encodeCompressed(const Histogram& histogram) {
    const std::string counts = encodeCounts(histogram);
    std::string plain;
    putBigEndian(plain, PlainCookie);
    putBigEndian(plain, static_cast<std::uint32_t>(counts.size()));
    putBigEndian(plain, std::uint32_t{0});  // normalizing index offset
    putBigEndian(plain, SignificantDigits);
    putBigEndian(plain, std::int64_t{1});  // lowest discernible value
    putBigEndian(plain, Histogram::Highest);
    putBigEndian(plain, std::bit_cast<std::uint64_t>(1.0));  // integer to double conversion ratio
    const std::string stream = deflated(plain + counts);
    std::string out;
    putBigEndian(out, CompressedCookie);
    putBigEndian(out, static_cast<std::uint32_t>(stream.size()));
    return out + stream;
}

}  // namespace leaktide
