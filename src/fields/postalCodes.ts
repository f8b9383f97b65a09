/**
 * Made by `npm run addresses` from localized-address-format (MIT), whose data are those of Google's libaddressinput
 * (https://github.com/google/libaddressinput, CC-BY 4.0).
 */

/** Countries whose addresses have no postal code, or are complete without one. */
export const WITHOUT_POSTAL_CODE: ReadonlySet<string> = new Set(
  'AE AG AO AQ AW BF BI BJ BO BQ BS BV BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GN GQ GY HK HM IE JM KI KM KN KP LC LY ML MO MR MS MW NA NR NU PA PS QA RW SB SC SL SO SR SS ST SX SY TD TF TG TK TL TO TT TV TZ UG VC VU WS YE ZW'.split(
    ' ',
  ),
);
