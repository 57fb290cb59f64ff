#include "app/models/flame_graph.h"

#include <algorithm>

#include "app/models/number_text.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

// Bounds for profiles of strangers: what is beyond is still counted, by the caller it was reached from.
constexpr std::size_t MostNodes = 100'000;
constexpr int MostDepth = 300;

QString placeOf(const StackProfile& profile, const ProfileFrame& frame) {
    const std::string& path = profile.files[frame.file];
    if (path.empty()) {
        return {};
    }
    const QString file = qt(printable(path.substr(path.rfind('/') + 1)));
    return frame.line > 0 ? QStringLiteral("%1:%2").arg(file).arg(frame.line) : file;
}

}  // namespace

FlameGraph::FlameGraph(const StackProfile& profile, std::size_t type) : m_nodes(1) {
    Children known;
    for (const StackGrowth& stack : growthOf(profile, type).stacks) {  // largest growth first
        if (stack.growth > 0) {
            add(profile, stack, known);
        } else {
            m_shrunk -= static_cast<double>(stack.growth);
        }
    }
    layOut();
}

int FlameGraph::childOf(int parent, const StackProfile& profile, const ProfileFrame& frame, Children& known) {
    const auto key = (static_cast<std::uint64_t>(parent) << 32U) | frame.function;
    const auto [found, isNew] = known.try_emplace(key, static_cast<int>(m_nodes.size()));
    if (isNew) {
        FlameNode node;
        node.function = qt(printable(profile.functions[frame.function]));
        node.place = placeOf(profile, frame);
        node.owner =
            isLibraryFunction(profile.functions[frame.function]) ? FrameOwner::Library : FrameOwner::Program;
        node.parent = parent;
        node.depth = m_nodes[static_cast<std::size_t>(parent)].depth + 1;
        m_nodes[static_cast<std::size_t>(parent)].children.push_back(found->second);
        m_nodes.push_back(std::move(node));
    }
    return found->second;
}

void FlameGraph::add(const StackProfile& profile, const StackGrowth& stack, Children& known) {
    const auto growth = static_cast<double>(stack.growth);
    int at = 0;
    m_nodes.front().value += growth;
    for (auto frame = stack.stack.rbegin(); frame != stack.stack.rend(); ++frame) {
        if (m_nodes.size() >= MostNodes || m_nodes[static_cast<std::size_t>(at)].depth >= MostDepth) {
            break;
        }
        at = childOf(at, profile, *frame, known);
        m_nodes[static_cast<std::size_t>(at)].value += growth;
    }
    m_nodes[static_cast<std::size_t>(at)].self += growth;
}

void FlameGraph::layOut() {
    // Parents come before their children in the list.
    for (FlameNode& node : m_nodes) {
        std::stable_sort(node.children.begin(), node.children.end(), [this](int a, int b) {
            return m_nodes[static_cast<std::size_t>(a)].value > m_nodes[static_cast<std::size_t>(b)].value;
        });
        double from = node.from;
        for (const int child : node.children) {
            FlameNode& inner = m_nodes[static_cast<std::size_t>(child)];
            inner.from = from;
            from += inner.value;
        }
        m_rows = std::max(m_rows, node.depth + 1);
    }
}

std::vector<bool> FlameGraph::matching(const QString& text) const {
    std::vector<bool> matches(m_nodes.size(), false);
    const QString wanted = text.trimmed();
    for (std::size_t i = 1; i < m_nodes.size() && !wanted.isEmpty(); ++i) {
        matches[i] = m_nodes[i].function.contains(wanted, Qt::CaseInsensitive) ||
                     m_nodes[i].place.contains(wanted, Qt::CaseInsensitive);
    }
    return matches;
}

double FlameGraph::shareOf(const std::vector<bool>& matches) const {
    std::vector<bool> within(m_nodes.size(), false);
    double sum = 0;
    for (std::size_t i = 1; i < m_nodes.size(); ++i) {
        const bool above = within[static_cast<std::size_t>(m_nodes[i].parent)];
        sum += matches[i] && !above ? m_nodes[i].value : 0;
        within[i] = matches[i] || above;
    }
    return isEmpty() ? 0 : sum / total();
}

}  // namespace leaktide::app
