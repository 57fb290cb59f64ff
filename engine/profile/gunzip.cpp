#include "engine/profile/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr int GzipWindow = 15 + 16;

class Inflater {
public:
    Inflater() { m_ready = inflateInit2(&m_stream, GzipWindow) == Z_OK; }
    ~Inflater() { inflateEnd(&m_stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    [[nodiscard]] bool ready() const { return m_ready; }
    z_stream& stream() { return m_stream; }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

}  // namespace

bool isGzip(std::string_view data) {
    return data.starts_with("\x1f\x8b");
}

Result<std::string> gunzip(std::string_view data, std::size_t most) {
    Inflater inflater;
    if (!inflater.ready() || data.size() > std::numeric_limits<uInt>::max()) {
        return Error{ErrorKind::InvalidInput, "the gzip data is too large to unpack"};
    }
    z_stream& stream = inflater.stream();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));  // zlib does not write to it
    stream.avail_in = static_cast<uInt>(data.size());
    std::string unpacked;
    char block[65536];
    for (int state = Z_OK; state != Z_STREAM_END || stream.avail_in > 0;) {
        if (state == Z_STREAM_END && inflateReset(&stream) != Z_OK) {
            break;
        }
        stream.next_out = reinterpret_cast<Bytef*>(block);
        stream.avail_out = sizeof block;
        state = inflate(&stream, Z_NO_FLUSH);
        const std::size_t got = sizeof block - stream.avail_out;
        if (got > most - unpacked.size()) {
            return Error{ErrorKind::InvalidInput,
                         "the data unpacks to more than " + formatBytes(static_cast<double>(most))};
        }
        unpacked.append(block, got);
        if (state != Z_OK && state != Z_STREAM_END) {
            return Error{ErrorKind::InvalidInput,
                         state == Z_BUF_ERROR ? "the gzip data is cut short" : "the gzip data is damaged"};
        }
    }
    return unpacked;
}

}  // namespace leaktide
