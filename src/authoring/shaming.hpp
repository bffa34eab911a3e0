// Phrases that shame or threaten who refuses, language by language: data to be reviewed, and to be added to. A phrase
// is in this list where no plain name of a choice would hold it; what is only clumsy is not.
#pragma once

#include <span>
#include <string_view>

namespace assent::authoring {

struct Shaming {
  std::string_view language;
  std::span<const std::string_view> phrases;
};

namespace shaming {

using Phrases = std::string_view[];

// In each list: what is said about the one who refuses, what is lost, guilt, a page that breaks.
inline constexpr Phrases en = {
    "boring", "i don't care", "don't care about", "i hate", "not interested in saving", "save money", "saving money",
    "don't like deals", "don't like discounts", "don't like offers", "full price", "pay more", "irrelevant ads",
    "irrelevant offers", "irrelevant content", "random ads",
    //
    "miss out", "missing out", "rather miss", "lose out", "losing out", "lose access", "lose my", "give up", "worse",
    "bad experience", "poor experience",
    //
    "regret", "selfish", "shame", "ashamed", "guilty", "sadly", "disappointed", "let you down", "don't support",
    "don't want to support", "refuse to support", "are you sure", "own risk",
    //
    "may not work", "might not work", "will not work", "won't work", "not work properly", "stop working",
    "break the site", "break the page", "break this site", "break this page", "broken site", "broken page",
    "broken website"};

inline constexpr Phrases de = {
    "langweilig", "langweilige", "langweiligen", "langweiliges", "mir egal", "interessiert mich nicht", "ich hasse",
    "nicht sparen", "kein geld sparen", "mehr bezahlen", "mehr zahlen", "vollen preis", "irrelevante werbung",
    "irrelevante angebote", "unpassende werbung", "unpassende angebote",
    //
    "verpasse", "verpassen", "verzichte auf vorteile", "auf vorteile verzichten", "verzichte auf rabatte",
    "auf rabatte verzichten", "verzichte auf angebote", "auf angebote verzichten", "schlechter", "schlechtere",
    "schlechteren", "schlechteres", "schlechte erfahrung",
    //
    "bereue", "bereuen", "egoistisch", "leider", "schade", "schäme", "enttäuscht", "im stich", "nicht unterstützen",
    "sind sie sicher", "bist du sicher", "eigene gefahr", "eigenes risiko",
    //
    "nicht funktionieren", "nicht mehr funktionieren", "nicht richtig funktionieren", "funktioniert nicht",
    "funktioniert dann nicht", "kaputt", "kaputte"};

inline constexpr Phrases fr = {
    "ennuyeux", "ennuyeuse", "ennuyeuses", "je m'en fiche", "je m'en moque", "peu m'importe", "ça m'est égal",
    "je déteste", "je n'aime pas", "ne pas économiser", "pas faire d'économies", "payer plus", "plein tarif",
    "publicités inutiles", "offres inutiles",
    //
    "rater", "je rate", "manquer", "passer à côté", "renoncer aux avantages", "renonce aux avantages",
    "renoncer à mes avantages", "renonce à mes avantages", "pire", "moins bonne expérience", "mauvaise expérience",
    "expérience dégradée",
    //
    "regrette", "regretter", "regretterai", "égoïste", "honte", "malheureusement", "dommage", "tant pis",
    "laisser tomber", "ne pas soutenir", "ne veux pas soutenir", "êtes vous sûr", "êtes vous sûre", "es tu sûr",
    "es tu sûre", "mes risques",
    //
    "pas fonctionner", "ne fonctionnera pas", "ne fonctionneront pas", "ne fonctionnera plus", "ne marchera pas",
    "ne marchera plus", "cesser de fonctionner", "page cassée", "site cassé"};

inline constexpr Phrases es = {"aburrido", "aburrida", "aburridos", "aburridas", "no me importa", "me da igual", "odio",
                               "no me gusta", "no me gustan", "no quiero ahorrar", "no ahorrar", "pagar más",
                               "precio completo", "publicidad irrelevante", "anuncios irrelevantes",
                               "ofertas irrelevantes",
                               //
                               "perderme", "perdérmelo", "me pierdo", "me lo pierdo", "perder la oportunidad",
                               "perder las ofertas", "perder las ventajas", "renunciar a las ventajas",
                               "renuncio a las ventajas", "renuncio a mis ventajas", "peor", "mala experiencia",
                               //
                               "arrepentirme", "arrepentiré", "egoísta", "vergüenza", "lamentablemente", "qué pena",
                               "una pena", "qué lástima", "no quiero apoyar", "estás seguro", "estás segura",
                               "está seguro", "está segura", "mi responsabilidad", "propio riesgo",
                               //
                               "no funcionará", "no funcionarán", "puede no funcionar", "no funcione",
                               "dejará de funcionar", "dejar de funcionar", "página rota", "sitio roto"};

inline constexpr Shaming all[] = {{"en", en}, {"de", de}, {"fr", fr}, {"es", es}};

}  // namespace shaming

}  // namespace assent::authoring
