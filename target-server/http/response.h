// One HTTP response as the handlers fill it, and its form on the wire.
#pragma once

#include <string>
#include <string_view>

namespace leaktide::target {

struct Response {
    int status = 200;
    std::string_view type = "text/plain; charset=utf-8";  // a string literal
    std::string extraFields;                              // further fields, each ended by CRLF
    std::string body;
    bool started = false;  // the head of a chunked response is out
    bool ended = false;    // no chunk follows but the last, which is empty
    bool close = false;    // close the connection after it

    void text(int newStatus, std::string_view sentence);  // one line, with its line break
    void json(int newStatus, std::string newBody);
    void addField(std::string_view name, std::string_view value);
};

enum class Framing { Length, Chunked, UntilClose };

struct HeadTerms {  // what the connection adds to a response
    std::string_view date;
    bool close = false;
    int version = 11;
    Framing framing = Framing::Length;
};

// Status line, Date, Server, type, framing and extra fields, with the empty line.
void appendHead(std::string& out, const Response& response, const HeadTerms& terms);
// "200 OK"; a number alone when the registry has no words for it.
std::string_view reasonPhrase(int status);
bool mayHaveBody(int status);  // 1xx, 204 and 304 may not

}  // namespace leaktide::target
