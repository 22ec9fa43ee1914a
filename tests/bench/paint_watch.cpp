// Preloaded into a Qt program: ends the process at once after its window has painted for the first time; with
// CAIRN_BENCH_ROWS set, after a list that has rows has. So that the program itself needs no switch for being measured.
#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QTimer>
#include <cstdlib>

namespace {

class PaintWatch : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && isAwaited(watched)) QTimer::singleShot(0, [] { std::_Exit(0); });
        return false;
    }

private:
    [[nodiscard]] bool isAwaited(QObject* watched) const {
        if (!m_wantsRows) return watched->isWidgetType();
        const auto* const view = qobject_cast<QAbstractItemView*>(watched->parent());
        return view != nullptr && view->viewport() == watched && view->model() != nullptr &&
               view->model()->rowCount() > 0;
    }

    const bool m_wantsRows = qEnvironmentVariableIsSet("CAIRN_BENCH_ROWS");
};

void watch() {
    qApp->installEventFilter(new PaintWatch(qApp));
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watch)
