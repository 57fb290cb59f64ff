// One HTTP/1.x request as the handlers see it. All views point into `head`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leaktide::target {

enum class Method { Get, Head, Post, Put, Delete, Patch, Options, Trace, Connect, Other };

struct Request {
    struct Field {
        std::string_view name;
        std::string_view value;
    };

    std::string head;  // request line and fields, as they came
    Method method = Method::Get;
    std::string_view methodName;
    std::string_view target;  // "/delay?ms=20"
    std::string_view path;    // "/delay"
    std::string_view query;   // "ms=20"
    int version = 11;         // 10 or 11
    std::vector<Field> fields;
    std::string body;  // decoded when it was chunked
    bool keepAlive = true;

    // The first field of that name, in any case.
    [[nodiscard]] std::optional<std::string_view> field(std::string_view name) const;
    // The value of a query key as it stands: "ms" in "/delay?ms=20".
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view key) const;
    // A whole number within [low, high]; `fallback` when absent; unset when it is there but wrong.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view key, std::int64_t fallback,
                                                     std::int64_t low, std::int64_t high) const;
};

}  // namespace leaktide::target
