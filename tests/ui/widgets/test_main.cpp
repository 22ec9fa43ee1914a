#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include <QApplication>

#include "ui/models/english_plurals.h"

int main(int argc, char* argv[]) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    cairn::ui::EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    return Catch::Session().run(argc, argv);
}
