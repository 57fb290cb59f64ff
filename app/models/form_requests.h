// The requests beside the one in the form, as the user wrote them, and what they add to a plan. Pure.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "engine/plan/plan.h"
#include "engine/plan/url.h"

namespace leaktide::app {

struct FormRequest {
    int share = 1;  // of all requests, beside the shares of the others
    QString method = QStringLiteral("GET");
    QString address;  // a path on the target of the form, or a URL
    QString body;
    bool operator==(const FormRequest&) const = default;
};

struct FormRequests {
    int share = 1;  // of the request in the form
    std::vector<FormRequest> more;
    bool findEndpoint = false;
    bool operator==(const FormRequests&) const = default;
};

// What is wrong with one of them, in a sentence; the target of the form does not matter.
std::optional<QString> mistakeOf(const FormRequest& request);

// Adds them to a plan that has the request of the form; each is free of mistakes. `target` is its URL.
void addRequests(Plan& plan, const FormRequests& requests, const Url& target);

}  // namespace leaktide::app
