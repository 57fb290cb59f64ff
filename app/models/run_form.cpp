#include "app/models/run_form.h"

#include <QCoreApplication>
#include <utility>

#include "app/models/number_text.h"
#include "engine/base/text.h"
#include "engine/plan/plan_rules.h"
#include "engine/plan/varied_shares.h"

namespace leaktide::app {

namespace {

struct RunFormWords {
    Q_DECLARE_TR_FUNCTIONS(RunForm)
};

FormOutcome mistake(FormField field, const QString& sentence) {
    return {std::nullopt, FormMistake{field, sentence}};
}

// Which field a rule's path speaks of: "load.rate" is the rate field.
FormField fieldOf(const std::string& path) {
    if (path.rfind("load.rate", 0) == 0) {
        return FormField::Rate;
    }
    if (path.rfind("load.duration", 0) == 0) {
        return FormField::Duration;
    }
    return path.rfind("load", 0) == 0 ? FormField::Connections : FormField::Url;
}

// What telling which request leaks needs of the form.
std::optional<FormMistake> endpointMistake(const Plan& plan) {
    if (plan.load.findEndpoint && plan.load.model != LoadModel::ConstantRate) {
        return FormMistake{FormField::Rate,
                           RunFormWords::tr("Rate: it takes one to tell which request leaks, such as 200")};
    }
    if (plan.load.findEndpoint && plan.load.duration < ShortestVariedLoad) {
        return FormMistake{
            FormField::Duration,
            RunFormWords::tr("Duration: to tell which request leaks takes a load of 16 s or more")};
    }
    return std::nullopt;
}

// "30 s" and "1h 30m" are what people write; the parser knows no blanks.
std::string withoutBlanks(QString text) {
    return text.remove(QLatin1Char(' ')).toStdString();
}

}  // namespace

RateOutcome rateFromText(const QString& text) {
    const auto rate = parseRate(withoutBlanks(text));
    if (!rate) {
        return {std::nullopt,
                FormMistake{FormField::Rate, RunFormWords::tr("Rate: %1").arg(qt(rate.error().message))}};
    }
    if (rate->count == 0) {
        return {std::nullopt, FormMistake{FormField::Rate, RunFormWords::tr("Rate: must be above 0")}};
    }
    return {*rate, std::nullopt};
}

FormOutcome planFromForm(const RunForm& form, const FormRequests& requests) {
    const auto url = parseUrl(form.url.trimmed().toStdString());
    if (!url) {
        return mistake(FormField::Url, RunFormWords::tr("Target: %1").arg(qt(url.error().message)));
    }
    const auto duration = parseDuration(withoutBlanks(form.duration));
    if (!duration) {
        return mistake(FormField::Duration,
                       RunFormWords::tr("Duration: %1").arg(qt(duration.error().message)));
    }
    Plan plan;
    RequestSpec request;
    request.url = form.url.trimmed().toStdString();
    if (request.url.find("://") == std::string::npos) {
        request.url = url->origin() + url->target;
    }
    plan.requests.push_back(std::move(request));
    addRequests(plan, requests, *url);
    plan.load.connections = static_cast<std::uint32_t>(std::max(0, form.connections));
    plan.load.duration = *duration;
    if (!form.rate.trimmed().isEmpty()) {
        RateOutcome outcome = rateFromText(form.rate);
        if (outcome.mistake) {
            return {std::nullopt, std::move(outcome.mistake)};
        }
        plan.load.model = LoadModel::ConstantRate;
        plan.load.rate = outcome.rate;
    }
    if (auto wrong = endpointMistake(plan)) {
        return {std::nullopt, std::move(wrong)};
    }
    const auto mistakes = findMistakes(plan);
    if (!mistakes.empty()) {
        return mistake(fieldOf(mistakes.front().path), qt(joinMistakes(mistakes)));
    }
    return {std::move(plan), std::nullopt};
}

std::optional<QString> publicHostOf(const Plan& plan) {
    for (const RequestSpec& request : plan.requests) {
        const auto url = parseUrl(request.url);
        if (url && scopeOfHost(url->host) == HostScope::Public) {
            return qt(url->host);
        }
    }
    return std::nullopt;
}

}  // namespace leaktide::app
