#include "app/models/form_requests.h"

#include <QCoreApplication>
#include <algorithm>

#include "app/models/number_text.h"

namespace leaktide::app {

namespace {

struct FormRequestWords {
    Q_DECLARE_TR_FUNCTIONS(FormRequests)
};

bool isPath(const QString& address) {
    return address.startsWith(QLatin1Char('/'));
}

std::string urlOf(const FormRequest& request, const std::string& origin) {
    const std::string address = request.address.trimmed().toStdString();
    if (isPath(request.address.trimmed())) {
        return origin + address;
    }
    const auto url = parseUrl(address);
    return url && address.find("://") == std::string::npos ? url->origin() + url->target : address;
}

}  // namespace

std::optional<QString> mistakeOf(const FormRequest& request) {
    const QString method = request.method.trimmed();
    const bool word = !method.isEmpty() && std::all_of(method.begin(), method.end(), [](QChar letter) {
        return letter.unicode() < 128 && letter.isLetter();
    });
    if (!word) {
        return FormRequestWords::tr("\"%1\" is no method: write GET, POST or another word").arg(method);
    }
    if (request.address.trimmed().isEmpty()) {
        return FormRequestWords::tr("The address is missing: write a path such as /echo, or a URL");
    }
    if (const auto url = parseUrl(urlOf(request, "http://127.0.0.1")); !url) {
        return FormRequestWords::tr("%1: %2").arg(request.address, qt(url.error().message));
    }
    return std::nullopt;
}

void addRequests(Plan& plan, const FormRequests& requests, const Url& target) {
    plan.requests.front().weight = static_cast<std::uint32_t>(std::max(1, requests.share));
    for (const FormRequest& more : requests.more) {
        RequestSpec request;
        request.method = more.method.trimmed().toUpper().toStdString();
        request.url = urlOf(more, target.origin());
        request.body = more.body.toStdString();
        request.weight = static_cast<std::uint32_t>(std::max(1, more.share));
        plan.requests.push_back(std::move(request));
    }
    plan.load.findEndpoint = requests.findEndpoint && plan.requests.size() > 1;
}

}  // namespace leaktide::app
