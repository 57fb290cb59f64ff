// What the value of a flag may be, as pieces for an option table. The sentences name no flag: the table does.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/units.h"
#include "engine/plan/plan.h"

namespace leaktide::app {

using Apply = std::function<Status(const std::string&)>;

Error bad(const std::string& sentence);  // InvalidInput

Result<std::string> readFile(const std::string& path);  // at most 64 MiB
Result<Header> parseHeader(const std::string& text);    // "Name: value"; its error never repeats the value
Result<Stage> parseStage(const std::string& text);      // "30s:500"

// Each stores the value at `place`, which must outlive the returned function.
Apply setDuration(Nanos& place);
Apply setCount(std::uint32_t& place, std::uint64_t most);  // 1 to `most`
Apply setText(std::string& place);                         // not empty
Apply appendText(std::vector<std::string>& list);
Apply appendHeader(std::vector<Header>& list);
Apply setFileContent(std::string& place);
Apply does(std::function<void()> what);  // for flags without a value

}  // namespace leaktide::app
