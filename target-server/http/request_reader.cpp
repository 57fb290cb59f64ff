#include "target-server/http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>

#include "target-server/core/text.h"
#include "target-server/http/request_rules.h"

namespace leaktide::target {

namespace http = boost::beast::http;
using boost::beast::error_code;
using BeastText = boost::beast::string_view;

namespace {

std::string_view plain(BeastText text) {
    return {text.data(), text.size()};
}

Method methodOf(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return Method::Get;
        case http::verb::head:
            return Method::Head;
        case http::verb::post:
            return Method::Post;
        case http::verb::put:
            return Method::Put;
        case http::verb::delete_:
            return Method::Delete;
        case http::verb::patch:
            return Method::Patch;
        case http::verb::options:
            return Method::Options;
        case http::verb::trace:
            return Method::Trace;
        case http::verb::connect:
            return Method::Connect;
        default:
            return Method::Other;
    }
}

// Hands Beast's findings to a Request without building a container of fields.
class Sink final : public http::basic_parser<true> {
public:
    Request* request = nullptr;
    std::size_t fieldLimit = 0;

private:
    void on_request_impl(http::verb method, BeastText methodName, BeastText target, int version,
                         error_code& /*ec*/) override {
        request->method = methodOf(method);
        request->methodName = plain(methodName);
        request->target = plain(target);
        request->version = version;
    }
    void on_field_impl(http::field /*name*/, BeastText name, BeastText value, error_code& ec) override {
        if (is_header_done()) {
            return;  // a trailer field: read, and of no use here
        }
        if (request->fields.size() == fieldLimit) {
            ec = http::error::header_limit;
            return;
        }
        request->fields.push_back({plain(name), plain(value)});
    }
    void on_response_impl(int, BeastText, int, error_code&) override {}
    void on_header_impl(error_code& /*ec*/) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
    std::size_t on_body_impl(BeastText bytes, error_code& /*ec*/) override { return take(bytes); }
    void on_chunk_header_impl(std::uint64_t, BeastText, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, BeastText bytes, error_code& /*ec*/) override {
        return take(bytes);
    }
    void on_finish_impl(error_code& /*ec*/) override {}

    std::size_t take(BeastText bytes) {
        request->body.append(bytes.data(), bytes.size());
        return bytes.size();
    }
};

// RFC 9112 section 3.2: origin-form, or absolute-form as a proxy gets it.
void splitTarget(Request& request) {
    std::string_view rest = request.target;
    if (rest.size() > 7 && equalsIgnoreCase(rest.substr(0, 7), "http://")) {
        rest.remove_prefix(7);
        const std::size_t path = rest.find_first_of("/?");
        rest = path == std::string_view::npos ? std::string_view("/") : rest.substr(path);
        if (rest.front() == '?') {
            request.path = "/";
            request.query = rest.substr(1);
            return;
        }
    }
    const std::size_t mark = rest.find('?');
    request.path = rest.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view() : rest.substr(mark + 1);
}

BadRequest explain(const error_code& error) {
    if (error == http::error::header_limit) {
        return {431, "the header is larger than this server takes"};
    }
    if (error == http::error::body_limit) {
        return {413, "the body is larger than this server takes"};
    }
    if (error == http::error::bad_version) {
        return {505, "only HTTP/1.0 and HTTP/1.1 are spoken here"};
    }
    return {400, "the request breaks the grammar of HTTP/1.1"};
}

}  // namespace

struct RequestReader::Parser {
    std::optional<Sink> sink;
};

RequestReader::RequestReader(const Limits& limits) : m_limits(limits), m_parser(std::make_unique<Parser>()) {}

RequestReader::~RequestReader() = default;

std::optional<BadRequest> RequestReader::readHead(std::string_view head, Request& request) {
    if (auto bad = checkHeadBytes(head)) {
        return bad;
    }
    request.head.assign(head);
    request.fields.clear();
    Sink& sink = m_parser->sink.emplace();
    sink.request = &request;
    sink.fieldLimit = m_limits.fieldCount;
    sink.header_limit(static_cast<std::uint32_t>(m_limits.headBytes));
    sink.body_limit(m_limits.bodyBytes);
    error_code error;
    sink.put(boost::asio::const_buffer(request.head.data(), request.head.size()), error);
    if (!error && !sink.is_header_done()) {
        return BadRequest{400, "the request breaks the grammar of HTTP/1.1"};
    }
    if (error) {
        return explain(error);
    }
    request.keepAlive = sink.keep_alive();
    splitTarget(request);
    sink.eager(true);
    return checkRules(request);
}

bool RequestReader::bodyComplete() const {
    return m_parser->sink->is_done();
}

std::optional<BadRequest> RequestReader::readBody(std::string_view bytes, Request& request,
                                                  std::size_t& used) {
    Sink& sink = *m_parser->sink;
    sink.request = &request;
    used = 0;
    while (used < bytes.size() && !sink.is_done()) {
        error_code error;
        const std::size_t took =
            sink.put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), error);
        used += took;
        if (error == http::error::need_more || (!error && took == 0)) {
            return std::nullopt;
        }
        if (error) {
            return explain(error);
        }
    }
    return std::nullopt;
}

}  // namespace leaktide::target
