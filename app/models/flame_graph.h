// Where a profile grew, as a tree to be drawn: callers above, what they call below, each as wide as what grew
// under it. Stacks that shrank have no width; their sum is told apart. Pure; any thread.
#pragma once

#include <QString>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/profile/profile_growth.h"
#include "engine/profile/stack_profile.h"

namespace leaktide::app {

enum class FrameOwner { Program, Library };

struct FlameNode {
    QString function;  // empty: the whole
    QString place;     // "main.go:39", empty where unknown; where lines differ, the one that grew most
    FrameOwner owner = FrameOwner::Program;
    double value = 0;  // grown in this function and all it calls, on this way
    double self = 0;   // in the function itself
    double from = 0;   // left edge, in the same unit
    int parent = -1;
    int depth = 0;
    std::vector<int> children;  // widest first
};

class FlameGraph {
public:
    FlameGraph() = default;
    // A profile, or the difference of two.
    FlameGraph(const StackProfile& profile, std::size_t type);

    [[nodiscard]] const std::vector<FlameNode>& nodes() const { return m_nodes; }  // [0] is the whole
    [[nodiscard]] bool isEmpty() const { return m_nodes.empty() || m_nodes.front().value <= 0; }
    [[nodiscard]] double total() const { return isEmpty() ? 0 : m_nodes.front().value; }
    [[nodiscard]] double shrunk() const { return m_shrunk; }  // of the stacks that are not drawn, positive
    [[nodiscard]] int rows() const { return m_rows; }

    // One flag a node: its function or place contains `text`, upper and lower case alike. An empty text
    // matches nothing.
    [[nodiscard]] std::vector<bool> matching(const QString& text) const;
    // How much of the whole lies in matching nodes, 0..1. A match under a match counts once.
    [[nodiscard]] double shareOf(const std::vector<bool>& matches) const;

private:
    using Children = std::unordered_map<std::uint64_t, int>;  // by parent and function
    int childOf(int parent, const StackProfile& profile, const ProfileFrame& frame, Children& known);
    void add(const StackProfile& profile, const StackGrowth& stack, Children& known);
    void layOut();

    std::vector<FlameNode> m_nodes;
    double m_shrunk = 0;
    int m_rows = 0;
};

}  // namespace leaktide::app
