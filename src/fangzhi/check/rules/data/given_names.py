"""Given names of people from abroad and of western peoples, which a dot (·) divides from the rest."""

from __future__ import annotations

GIVEN_NAMES = tuple(
    "约翰 乔治 詹姆斯 查尔斯 威廉 亨利 大卫 戴维 托马斯 罗伯特 爱德华 玛丽 伊丽莎白 彼得 "
    "保罗 亚当 卡尔 弗里德里希 路易 安娜 尼古拉 伊万 弗拉基米尔 亚历山大 列夫 约瑟夫 马克 "
    "迈克尔 理查德 史蒂文 杰克 汤姆 诺尔曼 埃德加 艾格尼丝 海伦 艾伦 阿尔伯特 阿尔弗雷德 "
    "维克多 费奥多尔 米哈伊尔 谢尔盖 安东 古斯塔夫 恩斯特 奥托 汉斯 弗兰克 乔纳森 本杰明 "
    "塞缪尔 阿卜杜 阿不都 买买提 艾买提 吐尔逊 古丽 玛依拉 扎西 洛桑 丹增 次仁 巴特尔 "
    "其其格".split()
)
