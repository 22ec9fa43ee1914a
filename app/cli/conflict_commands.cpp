#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/online.h"
#include "app/cli/row_words.h"

namespace cairn::app {

namespace {

using core::Result;
using nlohmann::ordered_json;

struct ConflictOptions {
    std::string take;
    std::string held;
    std::string refused;
};

/// Every disagreement, refusal and held removal of a store, and what a person decides about them.
class Conflicts {
public:
    Conflicts(const std::filesystem::path& store, core::Reader reader) : m_online(store), m_reader(std::move(reader)) {}

    Outcome decide(const ConflictOptions& options) {
        std::size_t count = 0;
        for (const auto& decided : {take(options.take), decideHeld(options.held), decideRefused(options.refused)}) {
            if (!decided) return tl::unexpected(decided.error());
            count += *decided;
        }
        return output("", {{"changed", count}});
    }

    Outcome list() {
        const auto known = disagreements();
        if (!known) return tl::unexpected(known.error());
        const auto refusals = refused();
        if (!refusals) return tl::unexpected(refusals.error());
        const auto removals = held();
        if (!removals) return tl::unexpected(removals.error());
        return output(m_text.empty() ? "Nothing to decide." : m_text,
                      {{"conflicts", *known}, {"refused", *refusals}, {"held", *removals}});
    }

private:
    template<class T, class Start>
    Result<T> asked(Start start) {
        return resultOf<Result<T>>(start);
    }

    Result<std::vector<sync::KnownDisagreement>> known() {
        using Known = std::vector<sync::KnownDisagreement>;
        return asked<Known>([&](auto then) { m_online.questions.disagreements(then); });
    }

    static std::string idOf(const core::RowName& row) {
        const auto key = nlohmann::json::parse(row.key, nullptr, false);
        return key.is_string() ? key.get<std::string>() : row.key;
    }

    ordered_json described(const core::RowName& row) {
        const RowWords words = wordsFor(m_reader, row);
        ordered_json document{{"kind", words.kind}, {"record", words.id}, {"name", words.name}};
        if (words.date) document["date"] = core::formatDate(*words.date);
        return document;
    }

    void tell(const std::string& line) { m_text += (m_text.empty() ? "" : "\n") + line; }

    Result<ordered_json> disagreements() {
        const auto all = known();
        if (!all) return tl::unexpected(all.error());
        ordered_json rows = ordered_json::array();
        for (const sync::KnownDisagreement& one : *all) {
            const std::string stands = presentValue(m_reader, one.row, one.registerName).value_or(one.winner);
            if (stands == one.loser) continue; // somebody has taken it
            if (one.registerName == core::removalName && stands != "null" && one.loser != "null") continue; // both did
            ordered_json row{{"id", idOf(one.name)}};
            row.update(described(one.row));
            row["field"] = one.registerName;
            row["stands"] = ordered_json::parse(stands, nullptr, false);
            row["lost"] = ordered_json::parse(one.loser, nullptr, false);
            row["at"] = core::formatInstant({one.at});
            tell(fmt::format("{}  {}: {} stands as \"{}\"; another device wrote \"{}\"", idOf(one.name),
                             wordsFor(m_reader, one.row).text(), wordsForRegister(one.registerName),
                             wordsForValue(one.registerName, stands), wordsForValue(one.registerName, one.loser)));
            rows.push_back(std::move(row));
        }
        if (!rows.empty()) tell("`cairn conflicts --take ID` writes the value that lost.");
        return rows;
    }

    Result<std::vector<sync::RefusedRow>> refusedRows() {
        using Rows = std::vector<sync::RefusedRow>;
        return asked<Rows>([&](auto then) { m_online.questions.refused(then); });
    }

    Result<ordered_json> refused() {
        const auto all = refusedRows();
        if (!all) return tl::unexpected(all.error());
        ordered_json rows = ordered_json::array();
        for (const sync::RefusedRow& one : *all) {
            ordered_json row = described(one.row);
            row["fields"] = one.registers;
            rows.push_back(std::move(row));
            std::string fields;
            for (const std::string& name : one.registers)
                fields += (fields.empty() ? "" : ", ") + wordsForRegister(name);
            tell(fmt::format("The server refused {}: {}", wordsFor(m_reader, one.row).text(), fields));
        }
        if (!all->empty())
            tell("`cairn conflicts --refused resend` sends these again, `--refused drop` takes them back.");
        return rows;
    }

    Result<ordered_json> held() {
        using Rows = std::vector<core::RowName>;
        const auto all = asked<Rows>([&](auto then) { m_online.questions.held(then); });
        if (!all) return tl::unexpected(all.error());
        ordered_json rows = ordered_json::array();
        for (const core::RowName& row : *all) {
            rows.push_back(described(row));
            tell("Another device removed " + wordsFor(m_reader, row).text());
        }
        if (!all->empty())
            tell(fmt::format("{} removals came at once and wait: `cairn conflicts --held remove` or `--held keep`.",
                             all->size()));
        return rows;
    }

    Result<std::size_t> take(const std::string& id) {
        if (id.empty()) return 0U;
        const auto all = known();
        if (!all) return tl::unexpected(all.error());
        for (const sync::KnownDisagreement& one : *all)
            if (idOf(one.name) == id)
                return asked<std::size_t>([&](auto then) { m_online.questions.takeLoser(one.name, then); });
        return core::failure(core::ErrorCode::notFound, "there is no disagreement with this identifier");
    }

    Result<std::size_t> decideHeld(const std::string& decision) {
        if (decision.empty()) return 0U;
        const auto wanted = decision == "keep" ? sync::HeldDecision::keep : sync::HeldDecision::remove;
        return asked<std::size_t>([&](auto then) { m_online.questions.decideHeld(wanted, then); });
    }

    Result<std::size_t> decideRefused(const std::string& decision) {
        if (decision.empty()) return 0U;
        const auto rows = refusedRows();
        if (!rows) return tl::unexpected(rows.error());
        if (decision == "drop") {
            for (const sync::RefusedRow& one : *rows)
                if (auto gone = asked<std::size_t>([&](auto then) { m_online.questions.dropRefused(one.row, then); });
                    !gone)
                    return gone;
        } else if (auto sent = asked<std::size_t>([&](auto then) { m_online.questions.sendRefusedAgain(then); });
                   !sent) {
            return sent;
        }
        return rows->size();
    }

    Online m_online;
    core::Reader m_reader;
    std::string m_text;
};

Outcome run(const std::filesystem::path& store, const ConflictOptions& options) {
    auto reader = core::Reader::open(store);
    if (!reader) return tl::unexpected(reader.error());
    Conflicts conflicts(store, std::move(*reader));
    const bool isDeciding = !options.take.empty() || !options.held.empty() || !options.refused.empty();
    return isDeciding ? conflicts.decide(options) : conflicts.list();
}

} // namespace

void addConflictCommands(Grammar& grammar) {
    const auto options = std::make_shared<ConflictOptions>();
    CLI::App* const command =
        grammar.addOnFile(grammar.app, "conflicts", "What devices disagreed on, what was refused, what is held back",
                          [options](const std::filesystem::path& store) { return run(store, *options); });
    command->add_option("--take", options->take, "Write the value that lost in the disagreement ID")->type_name("ID");
    command->add_option("--held", options->held, "What becomes of removals that are held back: keep or remove")
        ->check(CLI::IsMember({"keep", "remove"}));
    command->add_option("--refused", options->refused, "What becomes of refused changes: drop or resend")
        ->check(CLI::IsMember({"drop", "resend"}));
}

} // namespace cairn::app
