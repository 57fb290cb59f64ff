#include "app/shell/translation.h"

#include <QCoreApplication>
#include <string_view>

namespace leaktide::app {

QString ShortNameTranslator::translate(const char* context, const char* sourceText,
                                       const char* disambiguation, int n) const {
    const std::string_view full = context == nullptr ? "" : context;
    const std::size_t colons = full.rfind("::");
    const char* name = colons == std::string_view::npos ? context : context + colons + 2;
    return QTranslator::translate(name, sourceText, disambiguation, n);
}

bool installTranslation(const QLocale& locale) {
    auto* translator = new ShortNameTranslator(QCoreApplication::instance());
    const QString program = QCoreApplication::applicationDirPath();
    for (const QString& folder : {program + QStringLiteral("/translations"),
                                  program + QStringLiteral("/../share/leaktide/translations")}) {
        if (translator->load(locale, QStringLiteral("leaktide"), QStringLiteral("_"), folder)) {
            return QCoreApplication::installTranslator(translator);
        }
    }
    delete translator;
    return false;
}

}  // namespace leaktide::app
