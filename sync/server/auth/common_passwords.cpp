#include "sync/server/auth/common_passwords.h"

namespace cairn::sync {

namespace {

// clang-format off
constexpr std::string_view list[] = {
    "00000000", "0000000000", "01234567", "0123456789", "0987654321", "10203040", "11111111", "1111111111",
    "11112222", "11223344", "1122334455", "12121212", "123123123", "123321123", "12341234", "12345678", "123456789",
    "1234567890", "123456789a", "123456abc", "123456qwerty", "1234abcd", "1234qwer", "123qwe123", "123qweasd",
    "12qwaszx", "147258369", "159357258", "159753456", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qazxsw2", "22222222",
    "321321321", "33333333", "4321rewq", "44444444", "456456456", "55555555", "66666666", "741852963", "77777777",
    "789456123", "789789789", "87654321", "88888888", "963852741", "987654321", "9876543210", "99999999",
    "a123456789", "a1b2c3d4", "aa123456", "aaaaaaaa", "aaaaaaaaa", "aabbccdd", "abc12345", "abc123456", "abcabcabc",
    "abcd1234", "abcdef123", "abcdefgh", "abcdefghi", "admin123", "admin1234", "admin12345", "administrator",
    "administrator1", "alexander", "amazon123", "android1", "angel123", "angels123", "apple123", "arsenal1",
    "asdf1234", "asdfasdf", "asdfgh123", "asdfghjk", "asdfghjkl", "ashley123", "autumn2024", "autumn2025",
    "autumn2026", "azerty123", "azertyui", "azertyuiop", "babygirl", "babygirl1", "barcelona", "baseball",
    "baseball1", "basketball", "batman123", "benjamin", "blink182", "blueberry", "brother1", "butterfly",
    "cairn-server", "cairn123", "cairn1234", "cairncairn", "cairnserver", "carolina", "caroline", "change-me",
    "changeit", "changeme", "changeme1", "changeme123", "charlie1", "chelsea1", "chocolate", "chocolate1",
    "christian", "computer", "computer1", "contrasena", "correcthorsebatterystaple", "corvette", "cristina",
    "daniel123", "database", "debian123", "december", "default1", "default123", "diamond1", "diamonds", "dragon123",
    "elephant", "elizabeth", "facebook", "facebook1", "family123", "father123", "february", "ferrari1", "flower123",
    "football", "football1", "forever1", "forever123", "fortnite", "freedom1", "freedom123", "friends1",
    "friends123", "garfield", "goals123", "godbless", "golden123", "goodluck", "google123", "guest1234", "habits123",
    "habittracker", "happy123", "harley123", "heaven123", "hello-world", "hello123", "hello1234", "helloworld",
    "hunter123", "ihateyou", "iloveme1", "iloveyou", "iloveyou1", "iloveyou2", "internet", "internet1", "january1",
    "jennifer", "jessica1", "jesus123", "jesuschrist", "jordan23", "juventus", "killer123", "letmein!", "letmein1",
    "letmein123", "letmeinnow", "linkedin", "linux123", "liverpool", "liverpool1", "lovely123", "loveme123",
    "lover123", "loveyou1", "lucky123", "manchester", "marlboro", "master123", "maverick", "mercedes", "michael1",
    "michelle", "microsoft", "midnight", "midnight1", "minecraft", "money123", "monkey123", "motdepasse",
    "mother123", "mountain", "mustang1", "mustang123", "myhabits", "mylove123", "mysecret", "mysql123", "nopassword",
    "nothing1", "november", "open-sesame", "opensesame", "oracle123", "orange123", "p@ssw0rd", "p@ssword",
    "pa55word", "pass1234", "passpass", "passphrase", "passw0rd", "password", "password!", "password1", "password1!",
    "password12", "password123", "password1234", "passwort", "passwort1", "passwort123", "patricia", "pineapple",
    "pokemon1", "pokemon123", "porsche1", "postgres", "postgres1", "precious", "princess", "princess1", "purple123",
    "q1q1q1q1", "q1w2e3r4", "q1w2e3r4t5", "qazwsxedc", "qwe123456", "qweasdzxc", "qweqweqwe", "qwer1234", "qwerty12",
    "qwerty123", "qwerty1234", "qwerty123456", "qwertyui", "qwertyuiop", "qwertz123", "qwertzui", "qwertzuiop",
    "rainbow1", "ranger123", "realmadrid", "root1234", "rootroot", "samsung1", "samsung123", "scooter1", "scorpion",
    "secret12", "secret123", "september", "shadow123", "silver123", "sister123", "smile123", "snowball", "softball",
    "sparkles", "spiderman", "spring2024", "spring2025", "spring2026", "starwars", "starwars1", "steelers",
    "strawberry", "summer2020", "summer2021", "summer2022", "summer2023", "summer2024", "summer2025", "summer2026",
    "sunshine", "sunshine1", "superman", "superman1", "sweetheart", "swordfish", "test1234", "test12345",
    "tester123", "testing1", "testing123", "testtest", "thomas123", "tigger123", "tinkerbell", "toortoor",
    "topsecret", "trustno1", "twitter1", "ubuntu123", "universe", "user1234", "username", "victoria", "victoria1",
    "welcome1", "welcome1!", "welcome12", "welcome123", "whatever", "whatever1", "windows1", "windows10",
    "winter2020", "winter2021", "winter2022", "winter2023", "winter2024", "winter2025", "winter2026", "yellow123",
    "youtube1", "zaq12wsx", "zaq1zaq1", "zxcasdqwe", "zxcvbnm1", "zxcvbnm123", "zxcvzxcv",
};
// clang-format on

} // namespace

std::span<const std::string_view> commonPasswords() {
    return list;
}

} // namespace cairn::sync
