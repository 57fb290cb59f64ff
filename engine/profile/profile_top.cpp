#include "engine/profile/profile_top.h"

#include <algorithm>
#include <unordered_map>

#include "engine/profile/wrapping.h"

namespace leaktide {

namespace {

constexpr double SmallEdgeShare = 0.001;

std::int64_t share(std::int64_t total, double fraction) {
    return magnitude(static_cast<std::int64_t>(static_cast<double>(total) * fraction));
}

struct Node {
    std::int64_t flat = 0;
    std::int64_t cumulative = 0;
    std::size_t seenIn = 0;  // number of the sample + 1
    bool kept = true;
};

struct Edge {
    std::int64_t weight = 0;
    std::size_t seenIn = 0;
    bool inlined = true;
};

class Graph {
public:
    Graph(const StackProfile& profile, std::size_t type) : m_profile(profile), m_type(type) {
        m_nodes.resize(profile.functions.size());
    }

    void build() {
        m_edges.clear();
        for (Node& node : m_nodes) {
            node = Node{0, 0, 0, node.kept};
        }
        for (std::size_t i = 0; i < m_profile.samples.size(); ++i) {
            if (const std::int64_t weight = m_profile.samples[i].values[m_type]; weight != 0) {
                add(m_profile.samples[i].stack, weight, i + 1);
            }
        }
    }

    // Returns how many functions are hidden from now on.
    std::size_t hideSmall() {
        const std::int64_t cutoff = share(flatSum(), SmallShare);
        std::size_t hidden = 0;
        for (Node& node : m_nodes) {
            const bool there = node.flat != 0 || node.cumulative != 0;
            node.kept = !there || magnitude(node.cumulative) >= cutoff;
            hidden += node.kept ? 0 : 1;
        }
        return cutoff > 0 ? hidden : 0;
    }

    std::vector<TopItem> items() const {
        const auto inlined = inlineStates();
        std::vector<TopItem> all;
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            const Node& node = m_nodes[i];
            if (node.kept && (node.flat != 0 || node.cumulative != 0)) {
                all.push_back({m_profile.functions[i], node.flat, node.cumulative, inlined[i]});
            }
        }
        return all;
    }

    [[nodiscard]] std::int64_t flatSum() const {
        std::int64_t total = 0;
        for (const Node& node : m_nodes) {
            total = wrappingSum(total, node.flat);
        }
        return total;
    }

private:
    void add(const std::vector<ProfileFrame>& stack, std::int64_t weight, std::size_t sample) {
        const ProfileFrame* caller = nullptr;
        bool overHidden = false;
        for (auto frame = stack.rbegin(); frame != stack.rend(); ++frame) {
            Node& node = m_nodes[frame->function];
            if (!node.kept) {
                overHidden = true;
                continue;
            }
            if (node.seenIn != sample) {
                node.seenIn = sample;
                node.cumulative = wrappingSum(node.cumulative, weight);
            }
            if (caller != nullptr && caller->function != frame->function) {
                addEdge(caller->function, frame->function, weight, frame->inlined, sample);
            }
            caller = &*frame;
            overHidden = false;
        }
        if (caller != nullptr && !overHidden) {
            m_nodes[caller->function].flat = wrappingSum(m_nodes[caller->function].flat, weight);
        }
    }
    void addEdge(std::uint32_t caller, std::uint32_t callee, std::int64_t weight, bool inlined,
                 std::size_t sample) {
        Edge& edge = m_edges[(std::uint64_t{caller} << 32U) | callee];
        if (edge.seenIn == sample) {
            return;
        }
        edge.seenIn = sample;
        edge.weight = wrappingSum(edge.weight, weight);
        edge.inlined = edge.inlined && inlined;
    }
    std::vector<InlineState> inlineStates() const {
        const std::int64_t cutoff = share(flatSum(), SmallEdgeShare);
        std::vector<InlineState> states(m_nodes.size(), InlineState::No);
        std::vector<bool> called(m_nodes.size(), false);
        std::vector<bool> inlined(m_nodes.size(), false);
        for (const auto& [key, edge] : m_edges) {
            if (magnitude(edge.weight) >= cutoff) {
                (edge.inlined ? inlined : called)[static_cast<std::uint32_t>(key)] = true;
            }
        }
        for (std::size_t i = 0; i < states.size(); ++i) {
            states[i] = !inlined[i] ? InlineState::No : called[i] ? InlineState::Partly : InlineState::Always;
        }
        return states;
    }

    const StackProfile& m_profile;
    std::size_t m_type;
    std::vector<Node> m_nodes;                        // by function
    std::unordered_map<std::uint64_t, Edge> m_edges;  // caller, callee
};

std::int64_t totalOf(const StackProfile& profile, std::size_t type) {
    std::int64_t all = 0;
    std::int64_t before = 0;
    for (const ProfileSample& sample : profile.samples) {
        const std::int64_t value = magnitude(sample.values[type]);
        all = wrappingSum(all, value);
        before = wrappingSum(before, sample.side == SampleSide::Before ? value : 0);
    }
    return before > 0 ? before : all;
}

}  // namespace

ProfileTop topOf(const StackProfile& profile, std::size_t type, SmallNodes small) {
    Graph graph(profile, type);
    graph.build();
    ProfileTop top;
    if (small == SmallNodes::Drop) {
        const std::size_t hidden = graph.hideSmall();
        if (hidden > 0) {
            top.dropped = hidden;
            graph.build();
        }
    }
    top.items = graph.items();
    top.total = totalOf(profile, type);
    std::sort(top.items.begin(), top.items.end(), [](const TopItem& a, const TopItem& b) {
        const std::int64_t left = magnitude(a.flat);
        const std::int64_t right = magnitude(b.flat);
        return left != right ? left > right : a.function < b.function;
    });
    return top;
}

}  // namespace leaktide
