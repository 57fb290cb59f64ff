#include "engine/profile/part_counter.h"

#include <google/protobuf/io/coded_stream.h>

#include <cstdint>

namespace leaktide {

namespace {

using google::protobuf::io::CodedInputStream;

constexpr std::size_t MostUnpacked = std::size_t{128} << 20U;  // of one part
constexpr std::size_t MostParts = 4'000'000;  // messages of any kind, so that parsing stays bounded
constexpr std::size_t MostNumbers = 16'000'000;
constexpr std::uint32_t LengthDelimited = 2;

class PartCounter {
public:
    explicit PartCounter(std::string_view data)
        : m_in(reinterpret_cast<const std::uint8_t*>(data.data()), static_cast<int>(data.size())) {}

    bool run() { return readMessage(Inside::Profile) && m_in.ConsumedEntireMessage(); }
    [[nodiscard]] bool tooMany() const { return m_parts > MostParts || m_numbers > MostNumbers; }

private:
    enum class Inside { Profile, Sample, Other };

    bool readMessage(Inside inside) {
        while (const std::uint32_t tag = m_in.ReadTag()) {
            if (!readField(inside, tag >> 3U, tag & 7U)) {
                return false;
            }
        }
        return true;
    }
    bool readField(Inside inside, std::uint32_t field, std::uint32_t wire) {
        std::uint64_t number = 0;
        std::uint32_t size = 0;
        switch (wire) {
            case 0:
                return ++m_numbers <= MostNumbers && m_in.ReadVarint64(&number);
            case 1:
                return m_in.Skip(8);
            case 5:
                return m_in.Skip(4);
            case LengthDelimited:
                return m_in.ReadVarint32(&size) && size <= MostUnpacked && ++m_parts <= MostParts &&
                       readPart(inside, field, static_cast<int>(size));
            default:
                return false;
        }
    }
    bool readPart(Inside inside, std::uint32_t field, int size) {
        const bool message = inside == Inside::Profile && (field == 2 || field == 4);
        const bool packed = inside == Inside::Sample && (field == 1 || field == 2);
        if (!message && !packed) {
            return m_in.Skip(size);
        }
        const auto limit = m_in.PushLimit(size);
        const bool read = packed ? readNumbers() : readMessage(field == 2 ? Inside::Sample : Inside::Other);
        const bool whole = read && m_in.BytesUntilLimit() == 0;
        m_in.PopLimit(limit);
        return whole;
    }
    bool readNumbers() {
        std::uint64_t number = 0;
        while (m_in.BytesUntilLimit() > 0) {
            if (++m_numbers > MostNumbers || !m_in.ReadVarint64(&number)) {
                return false;
            }
        }
        return true;
    }

    CodedInputStream m_in;
    std::size_t m_parts = 0;
    std::size_t m_numbers = 0;
};

}  // namespace

PartCount countProfileParts(std::string_view data) {
    PartCounter counter(data);
    if (counter.run()) {
        return PartCount::Bearable;
    }
    return counter.tooMany() ? PartCount::TooMany : PartCount::NotAProfile;
}

}  // namespace leaktide
