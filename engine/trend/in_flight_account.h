// What the load itself explains of a signal that must return: each request in flight may hold a task or a
// pool slot, each open connection a descriptor or a task. What is left over while the load runs is a leak in
// the making. Pure.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/measure/signal.h"

namespace leaktide {

// What holds the items.
enum class Holder { Requests, Connections };
std::string_view wordOf(Holder holder);  // "requests", "connections"
std::optional<Holder> holderFromWord(std::string_view word);

struct InFlightAccount {
    double baseline = 0;  // level before the load
    Holder holder = Holder::Requests;
    double perHolder = 1;  // items that each of them holds

    // Items beyond the baseline and what is held; may be below zero.
    [[nodiscard]] double unexplained(const SignalPoint& point) const;
};

// True for signals that are accounted for: those that must return, and open connections.
bool isAccounted(const SignalSpec& spec);

// Fitted to the readings so far, beside growth with the requests. Whole numbers are preferred; where the
// readings cannot tell, each holds one. Nothing for other signals, or with too few readings before or under
// load.
std::optional<InFlightAccount> accountFor(const SignalSpec& spec, std::span<const SignalPoint> points,
                                          double loadBeganS);

}  // namespace leaktide
