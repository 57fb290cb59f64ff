// The fields of the form, as the user wrote them, and the plan they mean. Pure.
#pragma once

#include <QString>
#include <optional>

#include "app/models/form_requests.h"
#include "engine/plan/plan.h"
#include "engine/plan/url.h"

namespace leaktide::app {

struct RunForm {
    QString url;  // absolute or host:port/path
    int connections = 20;
    QString rate;  // empty: as fast as they go
    QString duration = QStringLiteral("20s");
    bool operator==(const RunForm&) const = default;
};

enum class FormField { Url, Connections, Rate, Duration };

struct FormMistake {
    FormField field = FormField::Url;
    QString sentence;
};

// Exactly one of the two is set.
struct FormOutcome {
    std::optional<Plan> plan;
    std::optional<FormMistake> mistake;
};

FormOutcome planFromForm(const RunForm& form, const FormRequests& requests = {});

// The rate alone, for a run that goes; exactly one of the two is set.
struct RateOutcome {
    std::optional<Rate> rate;
    std::optional<FormMistake> mistake;
};
RateOutcome rateFromText(const QString& text);

// The host that must be agreed to before load is put on it; unset for loopback and private addresses.
std::optional<QString> publicHostOf(const Plan& plan);

}  // namespace leaktide::app
