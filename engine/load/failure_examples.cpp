#include "engine/load/failure_examples.h"

#include <algorithm>

#include "engine/base/text.h"

namespace leaktide {

void FailureExamples::offer(FailureKind kind, std::string_view detail) {
    std::string text(sentenceOf(kind));
    if (!detail.empty()) {
        text += ": " + printable(detail);
    }
    const std::lock_guard lock(m_mutex);
    auto& kept = m_texts.at(static_cast<std::size_t>(kind));
    if (kept.size() < MostPerKind && std::find(kept.begin(), kept.end(), text) == kept.end()) {
        kept.push_back(std::move(text));
    }
}

std::vector<std::string> FailureExamples::all() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> texts;
    for (const auto& kept : m_texts) {
        texts.insert(texts.end(), kept.begin(), kept.end());
    }
    return texts;
}

}  // namespace leaktide
