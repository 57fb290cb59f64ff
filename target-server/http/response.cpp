#include "target-server/http/response.h"

#include <array>
#include <utility>

#include "target-server/core/text.h"

namespace leaktide::target {

void Response::text(int newStatus, std::string_view sentence) {
    status = newStatus;
    type = "text/plain; charset=utf-8";
    body.assign(sentence);
    body += '\n';
}

void Response::json(int newStatus, std::string newBody) {
    status = newStatus;
    type = "application/json";
    body = std::move(newBody);
}

void Response::addField(std::string_view name, std::string_view value) {
    extraFields.append(name).append(": ").append(value).append("\r\n");
}

std::string_view reasonPhrase(int status) {
    // RFC 9110 section 15, RFC 6585
    static constexpr auto Phrases =
        std::to_array<std::pair<int, std::string_view>>({{100, "Continue"},
                                                         {101, "Switching Protocols"},
                                                         {200, "OK"},
                                                         {201, "Created"},
                                                         {202, "Accepted"},
                                                         {203, "Non-Authoritative Information"},
                                                         {204, "No Content"},
                                                         {205, "Reset Content"},
                                                         {206, "Partial Content"},
                                                         {300, "Multiple Choices"},
                                                         {301, "Moved Permanently"},
                                                         {302, "Found"},
                                                         {303, "See Other"},
                                                         {304, "Not Modified"},
                                                         {307, "Temporary Redirect"},
                                                         {308, "Permanent Redirect"},
                                                         {400, "Bad Request"},
                                                         {401, "Unauthorized"},
                                                         {402, "Payment Required"},
                                                         {403, "Forbidden"},
                                                         {404, "Not Found"},
                                                         {405, "Method Not Allowed"},
                                                         {406, "Not Acceptable"},
                                                         {408, "Request Timeout"},
                                                         {409, "Conflict"},
                                                         {410, "Gone"},
                                                         {411, "Length Required"},
                                                         {412, "Precondition Failed"},
                                                         {413, "Content Too Large"},
                                                         {414, "URI Too Long"},
                                                         {415, "Unsupported Media"},
                                                         {417, "Expectation Failed"},
                                                         {418, "I'm a teapot"},
                                                         {422, "Unprocessable Content"},
                                                         {425, "Too Early"},
                                                         {426, "Upgrade Required"},
                                                         {429, "Too Many Requests"},
                                                         {431, "Request Header Fields Too Large"},
                                                         {500, "Internal Server Error"},
                                                         {501, "Not Implemented"},
                                                         {502, "Bad Gateway"},
                                                         {503, "Service Unavailable"},
                                                         {504, "Gateway Timeout"},
                                                         {505, "HTTP Version Not Supported"},
                                                         {507, "Insufficient Storage"}});
    for (const auto& [code, phrase] : Phrases) {
        if (code == status) {
            return phrase;
        }
    }
    return "Unnamed";
}

bool mayHaveBody(int status) {
    return status >= 200 && status != 204 && status != 304;
}

void appendHead(std::string& out, const Response& response, const HeadTerms& terms) {
    out += terms.version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ";
    appendNumber(out, response.status);
    out += ' ';
    out += reasonPhrase(response.status);
    out += "\r\nServer: leaktide-target\r\nDate: ";
    out += terms.date;
    if (mayHaveBody(response.status)) {
        out += "\r\nContent-Type: ";
        out += response.type;
        if (terms.framing == Framing::Length) {
            out += "\r\nContent-Length: ";
            appendNumber(out, response.body.size());
        } else if (terms.framing == Framing::Chunked) {
            out += "\r\nTransfer-Encoding: chunked";
        }
    }
    if (terms.close) {
        out += "\r\nConnection: close";
    } else if (terms.version == 10) {
        out += "\r\nConnection: keep-alive";
    }
    out += "\r\n";
    out += response.extraFields;
    out += "\r\n";
}

}  // namespace leaktide::target
