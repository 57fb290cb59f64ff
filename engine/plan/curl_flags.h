// The flags of curl that a pasted command may hold.
#pragma once

#include <string_view>

namespace leaktide {

struct CurlFlag {
    enum class Meaning {
        Method,
        Header,
        Data,
        RawData,
        Json,
        User,
        Cookie,
        Agent,
        Referer,
        Insecure,
        Proxy,
        Http2,
        Http1,
        UnixSocket,
        ConnectTo,
        Resolve,
        Get,
        Url,
        Head,
        Compressed,
        MaxTime,
        ConnectTimeout,
        CaFile,
        Location,
        Quiet,  // says how curl shows things: means nothing here
    };
    enum class Takes { Nothing, Value };

    std::string_view brief;  // one letter, or none
    std::string_view name;
    Meaning meaning;
    Takes takes = Takes::Value;
};

enum class CurlFlagForm { Short, Long };
// By its name without dashes; null: not offered.
const CurlFlag* findCurlFlag(std::string_view name, CurlFlagForm form);

}  // namespace leaktide
