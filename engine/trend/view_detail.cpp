#include "engine/trend/view_detail.h"

#include "engine/trend/look.h"

namespace leaktide {
namespace {

std::string wordOf(Gate gate) {
    switch (gate) {
        case Gate::Significant:
            return "significant";
        case Gate::Material:
            return "material";
        case Gate::Steady:
            return "steady";
        case Gate::NoStep:
            return "no_step";
        case Gate::NotBending:
            return "not_bending";
        case Gate::NotTheLoad:
            return "not_the_load";
        case Gate::NotStopped:
            return "not_stopped";
    }
    return {};
}

}  // namespace

std::vector<ViewDetail> detailsOf(const Views& views) {
    std::vector<ViewDetail> details;
    for (const View& view : views.span()) {
        details.push_back({.window = view.window,
                           .scale = static_cast<int>(view.scale),
                           .floor = view.channel == Channel::Floor,
                           .slope = view.slope,
                           .t = view.t,
                           .rise = view.rise,
                           .drawdown = view.drawdown,
                           .bend = view.bend,
                           .bendUpper = view.bendUpper,
                           .bendLimit = view.bendLimit,
                           .excludesWarmUp = view.excludesWarmUp,
                           .heldBy = view.heldBy ? wordOf(*view.heldBy) : std::string()});
    }
    return details;
}

}  // namespace leaktide
