// Reads a JSON object key by key, collects every mistake with its path ("load.rate: must be …"), and reports
// keys that nobody asked for. For documents people write: plans, settings. Not thread-safe.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text.h"

namespace leaktide {

// Reads one JSON object key by key; collects every mistake with its path; what was not read is an unknown
// key.
class ObjectReader {
public:
    ObjectReader(const nlohmann::json& object, std::string path, std::vector<std::string>& mistakes)
        : m_object(object), m_path(std::move(path)), m_mistakes(mistakes) {
        if (!object.is_object()) {
            complain("", "must be an object");
        }
    }
    ~ObjectReader() {
        if (!m_object.is_object()) {
            return;
        }
        for (const auto& [key, value] : m_object.items()) {
            if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) {
                complain(printable(key, 60), "is not a known key");
            }
        }
    }
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;

    const nlohmann::json* find(const char* key) {
        m_known.emplace_back(key);
        const auto it = m_object.is_object() ? m_object.find(key) : m_object.end();
        return it == m_object.end() || it->is_null() ? nullptr : &*it;
    }
    void complain(const std::string& key, const std::string& why) {
        m_mistakes.push_back(pathOf(key) + (pathOf(key).empty() ? "" : ": ") + why);
    }
    [[nodiscard]] std::string pathOf(const std::string& key) const {
        return m_path.empty() || key.empty() ? m_path + key : m_path + "." + key;
    }
    std::vector<std::string>& mistakes() { return m_mistakes; }

    void read(const char* key, std::string& into) {
        if (const nlohmann::json* value = find(key)) {
            value->is_string() ? void(into = value->get<std::string>()) : complain(key, "must be a text");
        }
    }
    void read(const char* key, bool& into) {
        if (const nlohmann::json* value = find(key)) {
            value->is_boolean() ? void(into = value->get<bool>()) : complain(key, "must be true or false");
        }
    }
    void read(const char* key, double& into) {
        if (const nlohmann::json* value = find(key)) {
            value->is_number() ? void(into = value->get<double>()) : complain(key, "must be a number");
        }
    }
    template <typename Integer>
    void readCount(const char* key, Integer& into) {
        if (const nlohmann::json* value = find(key)) {
            const bool fits = value->is_number_unsigned() &&
                              value->get<std::uint64_t>() <= std::numeric_limits<Integer>::max();
            fits ? void(into = static_cast<Integer>(value->get<std::uint64_t>()))
                 : complain(key, "must be a whole number >= 0");
        }
    }
    void read(const char* key, Nanos& into) {
        if (const nlohmann::json* value = find(key)) {
            if (value->is_number() && value->get<double>() >= 0 && value->get<double>() < 3e9) {
                into = Nanos(std::llround(value->get<double>() * 1e9));
                return;
            }
            const auto parsed = value->is_string() ? parseDuration(value->get<std::string>())
                                                   : Result<Nanos>(Error{ErrorKind::InvalidInput, ""});
            parsed ? void(into = *parsed) : complain(key, "must be seconds, or a text such as \"30s\"");
        }
    }
    void read(const char* key, std::optional<Nanos>& into) {
        Nanos value{};
        if (m_object.is_object() && m_object.contains(key) && !m_object[key].is_null()) {
            read(key, value);
            into = value;
        } else {
            find(key);
        }
    }
    bool read(const char* key, Rate& into) {
        const nlohmann::json* value = find(key);
        if (value == nullptr) {
            return false;
        }
        const std::string text = value->is_string()   ? value->get<std::string>()
                                 : value->is_number() ? formatExact(value->get<double>())
                                                      : std::string();
        const auto parsed = parseRate(text);
        parsed ? void(into = *parsed)
               : complain(key, "must be requests per second, or a text such as \"300/1m\"");
        return parsed.ok();
    }
    template <typename Enum, std::size_t N>
    void readName(const char* key, const std::array<std::string_view, N>& names, Enum& into) {
        const nlohmann::json* value = find(key);
        if (value == nullptr) {
            return;
        }
        const auto at = value->is_string() ? std::find(names.begin(), names.end(), value->get<std::string>())
                                           : names.end();
        if (at == names.end()) {
            std::string known;
            for (const std::string_view name : names) {
                known.append(known.empty() ? "\"" : ", \"").append(name).append("\"");
            }
            complain(key, "must be one of " + known);
            return;
        }
        into = static_cast<Enum>(at - names.begin());
    }
    template <typename Each>
    void readList(const char* key, Each each) {
        const nlohmann::json* value = find(key);
        if (value == nullptr) {
            return;
        }
        if (!value->is_array()) {
            complain(key, "must be a list");
            return;
        }
        for (std::size_t i = 0; i < value->size(); ++i) {
            ObjectReader item((*value)[i], pathOf(key) + "[" + std::to_string(i) + "]", m_mistakes);
            each(item);
        }
    }

private:
    const nlohmann::json& m_object;
    std::string m_path;
    std::vector<std::string>& m_mistakes;
    std::vector<std::string> m_known;
};

}  // namespace leaktide
