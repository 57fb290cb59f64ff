// The wire format of protocol buffers, as far as a profile needs it (protobuf.dev, "Encoding"). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leaktide::target {

class ProtoBytes {
public:
    ProtoBytes& number(int field, std::uint64_t value) {
        if (value != 0) {
            varint(static_cast<std::uint64_t>(field) << 3);
            varint(value);
        }
        return *this;
    }
    ProtoBytes& bytes(int field, std::string_view value) {
        varint(static_cast<std::uint64_t>(field) << 3 | 2);
        varint(value.size());
        m_out += value;
        return *this;
    }
    template <typename T>
    ProtoBytes& packed(int field, const std::vector<T>& values) {
        ProtoBytes inner;
        for (const T value : values) {
            inner.varint(static_cast<std::uint64_t>(value));
        }
        return bytes(field, inner.m_out);
    }
    [[nodiscard]] const std::string& out() const { return m_out; }

private:
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) {
            m_out += static_cast<char>(value | 0x80);
        }
        m_out += static_cast<char>(value);
    }

    std::string m_out;
};

}  // namespace leaktide::target
