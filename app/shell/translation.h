// The window in the reader's language, where there is a translation; English otherwise.
#pragma once

#include <QLocale>
#include <QTranslator>

namespace leaktide::app {

// lupdate writes "MainWindow" where Qt asks for "leaktide::app::MainWindow": it does not know namespaces that
// are opened as a::b. This looks up what stands behind the last "::".
class ShortNameTranslator : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char* context, const char* sourceText, const char* disambiguation,
                                    int n) const override;
};

// Installs the translation for `locale` from translations/ beside the program or in ../share/leaktide.
// Must be called before the first window is made; false when there is none.
bool installTranslation(const QLocale& locale);

}  // namespace leaktide::app
