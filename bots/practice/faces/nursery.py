"""保育システム: applications for a place, with a file, a check page and a question before it is kept."""

from __future__ import annotations

from bots.practice.faces.describe import Check, Face, Field, Form, Words

FACILITIES: dict[str, Words] = {
    "0101": ("中央保育園", "Chuo Nursery"),
    "0102": ("緑町第一保育園", "Midori-cho Nursery 1"),
    "0104": ("桜台保育園", "Sakuradai Nursery"),
    "0105": ("南町保育園", "Minami-cho Nursery"),
    "0201": ("若葉こども園", "Wakaba Children's Centre"),
    "0202": ("青空こども園", "Aozora Children's Centre"),
    "0301": ("たんぽぽ小規模保育室", "Tampopo Day Care"),
    "0999": ("旧東町保育園", "Former Higashi-cho Nursery"),
}

FACE = Face(
    name="nursery",
    menu=("業務メニュー", "Menu"),
    welcome=(
        "入所の申込を入力し、受け付けた申込を確かめます。",
        "Enter applications and look over those received.",
    ),
    form=Form(
        base="/moushikomi",
        title=("入所申込入力", "Application for a place"),
        key="seiri_no",
        fields=(
            Field(
                name="seiri_no",
                label=("整理番号", "Reference no."),
                kind="code",
                digits=8,
                hint=("半角数字8桁", "8 digits"),
            ),
            Field(name="jido_shimei", label=("児童氏名", "Child's name")),
            Field(name="jido_kana", label=("フリガナ", "Name in kana"), kind="kana"),
            Field(
                name="seinengappi",
                label=("生年月日", "Date of birth"),
                kind="wareki",
                hint=("例 R06.04.01", "e.g. R06.04.01"),
            ),
            Field(
                name="seibetsu",
                label=("性別", "Sex"),
                kind="radio",
                choices={"男": ("男", "Male"), "女": ("女", "Female")},
            ),
            Field(
                name="kibo1_cd",
                label=("第1希望施設", "First choice"),
                kind="choice",
                choices=FACILITIES,
                refused={"0999": ("該当する施設がありません", "There is no such facility")},
            ),
            Field(
                name="shurou_file",
                label=("就労証明書", "Certificate of employment"),
                kind="file",
            ),
            Field(
                name="kojin_no",
                label=("個人番号", "Individual number"),
                kind="code",
                digits=12,
                required=False,
                hint=("半角数字12桁（任意）", "12 digits (optional)"),
            ),
        ),
        check=Check(
            title=("申込内容の確認", "Please check"),
            lead=("内容を確かめて、登録してください。", "Check the entry, then register it."),
            button=("確認画面へ", "To the check page"),
        ),
        register=("登録する", "Register"),
        ask=("登録します。よろしいですか", "Register this?"),
        done=("登録が完了しました", "The application was registered"),
        there=("既に登録されています", "Already registered"),
        list_title=("申込一覧", "Applications"),
        details_title=("申込の詳細", "Details of the application"),
        nothing=("該当する申込はありません", "No matching application"),
        listed=("seiri_no", "jido_shimei", "kibo1_cd"),
        search="seiri_no",
    ),
)
